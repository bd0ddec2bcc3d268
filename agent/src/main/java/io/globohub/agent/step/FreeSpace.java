package io.globohub.agent.step;

import java.io.IOException;
import java.nio.file.Path;

/** Says how much a filesystem still takes. */
@FunctionalInterface
public interface FreeSpace {
    /** For the filesystem of {@code path}, which exists. */
    Room on(Path path) throws IOException, InterruptedException;

    /**
     * @param bytes that our user may still write
     * @param inodes that may still be made; {@link Long#MAX_VALUE} where the filesystem does not count them
     */
    record Room(long bytes, long inodes) {}
}
