package io.globohub.agent.report;

import java.nio.file.Path;

/** Counts a filesystem's inodes. */
@FunctionalInterface
public interface InodeCount {
    /** Never fails: what cannot be counted is {@link Inodes#UNKNOWN}. */
    Inodes of(Path mount);

    /** @param total -1 when unknown or when the filesystem has no fixed number */
    record Inodes(long total, long available) {
        public static final Inodes UNKNOWN = new Inodes(-1, -1);
    }
}
