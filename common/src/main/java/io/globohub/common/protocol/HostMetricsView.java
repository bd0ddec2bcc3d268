package io.globohub.common.protocol;

import io.globohub.common.state.HostMetrics;
import java.util.List;
import java.util.Map;

/**
 * Metrics of one host: the latest sample in full, and the last hour, or the time asked for, in columns
 * of equal length.
 *
 * @param latest null before the first check-in
 * @param stepSeconds how far apart the values are; as asked, rounded up to what is stored
 * @param t seconds since 1970 UTC of each sample, oldest first
 * @param series values by name ({@code cpu_ratio}, {@code load1}, {@code memory_available_bytes},
 *     {@code disk_available_bytes}), each as long as {@code t}
 */
public record HostMetricsView(
        String host, HostMetrics latest, long stepSeconds, List<Long> t, Map<String, List<Double>> series) {}
