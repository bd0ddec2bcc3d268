package io.globohub.common.state;

import java.time.Instant;
import java.util.List;

/**
 * What a host's resources looked like at one instant. Sizes in bytes, shares from 0 to 1.
 *
 * @param cpuRatio share of all cores in use since the previous sample
 * @param memoryAvailableBytes the kernel's MemAvailable
 * @param pressure pressure stall information, or null where the kernel has none
 * @param agentRssBytes resident memory of the agent itself
 */
public record HostMetrics(
        Instant at,
        int cpus,
        double cpuRatio,
        double load1,
        double load5,
        double load15,
        long memoryTotalBytes,
        long memoryAvailableBytes,
        long swapTotalBytes,
        long swapFreeBytes,
        List<Filesystem> filesystems,
        Pressure pressure,
        long agentRssBytes,
        double agentCpuSeconds) {

    /** One filesystem that holds something of ours. */
    public record Filesystem(
            String mount, long totalBytes, long availableBytes, long totalInodes, long availableInodes) {}

    /** Share of the last ten seconds in which some task waited ({@code some avg10}). */
    public record Pressure(double cpuRatio, double memoryRatio, double ioRatio) {}

    public HostMetrics {
        filesystems = List.copyOf(filesystems == null ? List.of() : filesystems);
    }
}
