package io.globohub.controller.backup;

import io.globohub.common.manifest.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/** The digest of a file's content. */
final class Digests {
    private Digests() {}

    static Digest of(Path file) throws IOException {
        MessageDigest running = Digest.sha256();
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), running)) {
            Files.copy(file, out);
        }
        return Digest.finish(running);
    }
}
