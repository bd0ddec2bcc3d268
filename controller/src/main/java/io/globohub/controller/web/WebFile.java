package io.globohub.controller.web;

import io.globohub.common.manifest.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** One file of the page, ready to be sent, also compressed. Its bytes are never changed; safe to share. */
public final class WebFile {
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");

    private final String mediaType;
    private final byte[] bytes;
    private final byte[] gzipped;
    private final String etag;

    private WebFile(String mediaType, byte[] bytes) {
        this.mediaType = mediaType;
        this.bytes = bytes;
        this.gzipped = gzip(bytes);
        this.etag = Digest.of(bytes).short12();
    }

    static WebFile of(String name, byte[] bytes) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
            throw new IllegalArgumentException("no media type is known for the page's file " + name);
        }
        return new WebFile(type, bytes);
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 3);
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return out.toByteArray();
    }

    public String mediaType() {
        return mediaType;
    }

    /** What is sent: the caller must not change it. */
    public byte[] bytes(boolean zipped) {
        return zipped ? gzipped : bytes;
    }

    /** Strong; the compressed form has one of its own. */
    public String etag(boolean zipped) {
        return '"' + etag + (zipped ? "-gz" : "") + '"';
    }
}
