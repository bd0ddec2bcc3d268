package io.globohub.agent.group;

import io.globohub.common.manifest.Limits;

/**
 * Limits as the kernel says them, so that they can be compared with what it says. Pure.
 *
 * @param memoryMax for {@code memory.max}, in whole pages
 * @param cpuMax for {@code cpu.max}: microseconds of each period, and the period
 */
record KernelWords(String memoryMax, String cpuMax) {
    private static final String NO_LIMIT = "max";
    /** The kernel's own default. */
    private static final long PERIOD_MICROS = 100_000;

    private static final long PAGE = 4096;

    static KernelWords of(Limits limits) {
        return new KernelWords(
                limits.memoryBytes() == null ? NO_LIMIT : Long.toString(limits.memoryBytes() / PAGE * PAGE),
                (limits.cpuRatio() == null ? NO_LIMIT : Long.toString(Math.round(limits.cpuRatio() * PERIOD_MICROS)))
                        + " " + PERIOD_MICROS);
    }
}
