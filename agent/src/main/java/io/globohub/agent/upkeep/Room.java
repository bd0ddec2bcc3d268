package io.globohub.agent.upkeep;

/**
 * Room on the filesystem of the packs.
 *
 * @param totalBytes size of the filesystem
 * @param freeBytes what the agent may still write
 */
public record Room(long totalBytes, long freeBytes) {
    /** Whether less is free than wished, as a share or as a size. */
    boolean isShort(double minFreeRatio, long minFreeBytes) {
        return freeBytes < minFreeBytes || freeBytes < totalBytes * minFreeRatio;
    }
}
