package io.globohub.agent.step;

import io.globohub.common.manifest.Pack;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Reason;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * What an installation takes from the disk. Pure.
 *
 * @param bytes rounded up to whole blocks
 * @param inodes files and directories
 */
public record DiskRoom(long bytes, long inodes) {
    /** Most file systems give out blocks of this size. */
    private static final long BLOCK = 4096;

    private static final long TYPICAL_VENV_BYTES = 32L << 20;
    private static final long TYPICAL_VENV_FILES = 2_000;
    /** Our own files beside a pack: marker, configuration, links, digests. */
    private static final DiskRoom OURS = new DiskRoom(16 * BLOCK, 16);

    public static final DiskRoom NONE = new DiskRoom(0, 0);

    /** The unpacked files of {@code pack} with ours beside them. */
    static DiskRoom unpacked(Pack pack) {
        return new DiskRoom(pack.unpackedBytes() + pack.entries() * BLOCK, pack.entries()).plus(OURS);
    }

    /** The zip of {@code pack}, of which {@code fetched} bytes are here. */
    static DiskRoom zip(Pack pack, long fetched) {
        return new DiskRoom(Math.max(0, pack.sizeBytes() - fetched) + BLOCK, 1);
    }

    /**
     * A guess at a new environment: as large as the largest here, or as a small Flask app's. While it is built, its
     * wheels lie beside it, hence twice.
     */
    static DiskRoom venv(Optional<DiskRoom> largest) {
        DiskRoom one = largest.orElse(new DiskRoom(TYPICAL_VENV_BYTES, TYPICAL_VENV_FILES));
        return new DiskRoom(2 * (one.bytes() + one.inodes() * BLOCK / 2), 2 * one.inodes());
    }

    DiskRoom plus(DiskRoom other) {
        return new DiskRoom(bytes + other.bytes, inodes + other.inodes);
    }

    /** The failure that this needs more than {@code free}, or empty when it fits. */
    Optional<Failure> lackingIn(FreeSpace.Room free, Path where) {
        if (bytes > free.bytes()) {
            return Optional.of(new Failure(
                    Reason.DISK_FULL,
                    String.format(
                            Locale.ROOT,
                            "%d bytes (%.1f MiB) are needed on the filesystem of %s, %d (%.1f MiB) are free",
                            bytes,
                            mebibytes(bytes),
                            where,
                            free.bytes(),
                            mebibytes(free.bytes()))));
        }
        if (inodes > free.inodes()) {
            return Optional.of(new Failure(
                    Reason.DISK_FULL,
                    inodes + " inodes are needed on the filesystem of " + where + ", " + free.inodes() + " are free"));
        }
        return Optional.empty();
    }

    private static double mebibytes(long bytes) {
        return bytes / (1024.0 * 1024.0);
    }
}
