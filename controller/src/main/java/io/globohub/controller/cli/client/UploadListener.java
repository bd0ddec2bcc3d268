package io.globohub.controller.cli.client;

/** Told how far an upload is. */
@FunctionalInterface
public interface UploadListener {
    void sent(long bytes, long totalBytes);
}
