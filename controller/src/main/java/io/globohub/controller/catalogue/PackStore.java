package io.globohub.controller.catalogue;

import io.globohub.common.manifest.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the content of packs is kept, by digest. What it gives out has been held against that digest; damaged content is
 * refused with {@code digest_mismatch} and never given out. Thread-safe.
 */
public interface PackStore {
    /** A file that was received and is not yet kept. */
    record Received(Path file, Digest sha256) implements AutoCloseable {
        /** Removes the file if nobody kept it. */
        @Override
        public void close() throws IOException {
            Files.deleteIfExists(file);
        }
    }

    /** Streams {@code in} to this machine's disk; refuses more than {@code limit} bytes. */
    Received receive(InputStream in, long limit) throws IOException;

    /** Keeps a received file; when this returns, every controller of this store can find it. */
    void keep(Received received) throws IOException;

    /** The whole content, in a file of this machine that stays as it is; empty when there is none. */
    Optional<Path> find(Digest sha256) throws IOException;
}
