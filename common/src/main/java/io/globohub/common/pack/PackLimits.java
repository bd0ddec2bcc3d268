package io.globohub.common.pack;

/**
 * Bounds on a pack.
 *
 * @param zipBytes size of the zip
 * @param unpackedBytes sum of the sizes of its files
 * @param entries files and directories
 * @param ratio inflated size over deflated size of one file above 1 MiB
 */
public record PackLimits(long zipBytes, long unpackedBytes, int entries, int ratio) {
    public static final PackLimits DEFAULT = new PackLimits(1L << 30, 4L << 30, 60_000, 200);
}
