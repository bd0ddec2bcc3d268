package io.globohub.controller.catalogue;

import io.globohub.common.manifest.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * A place outside of this machine that holds bytes under a digest. It need not be trusted: who asks holds the bytes
 * against the digest. Thread-safe; {@code toString} names the place without secrets.
 */
public interface PackRepository {
    /** Puts the file there, in place of what may be there. */
    void put(Digest sha256, Path file) throws IOException;

    /** Writes what is there to {@code to}; false when nothing is. */
    boolean fetch(Digest sha256, OutputStream to) throws IOException;
}
