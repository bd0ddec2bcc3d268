package io.globohub.common.manifest;

/**
 * What the kernel lets an app use at most, all its processes together, on hosts where each app has a control group.
 *
 * <p>While a release is handed over to the next the old and the new one run side by side, and what both are allowed is
 * added up for that time.
 *
 * @param memoryBytes above it a process of the app is ended ({@code out_of_memory}); null is no limit
 * @param cpuRatio share of one core, 1.5 is one and a half; more is not given; null is no limit
 */
public record Limits(Long memoryBytes, Double cpuRatio) {
    public static final Limits NONE = new Limits(null, null);

    /** Below it not even an interpreter starts. */
    private static final long LEAST_MEMORY = 16L << 20;

    public Limits {
        if (memoryBytes != null) {
            Checks.between("limits.memory_bytes", memoryBytes, LEAST_MEMORY, Long.MAX_VALUE / 2);
        }
        if (cpuRatio != null && !(cpuRatio >= 0.01 && cpuRatio <= 4096)) {
            throw new IllegalArgumentException(
                    "limits.cpu_ratio is " + cpuRatio + " but must be between 0.01 and 4096");
        }
    }

    /** What two releases may use that run side by side. */
    public Limits and(Limits other) {
        return new Limits(
                memoryBytes == null || other.memoryBytes == null ? null : (Long) (memoryBytes + other.memoryBytes),
                cpuRatio == null || other.cpuRatio == null ? null : (Double) (cpuRatio + other.cpuRatio));
    }
}
