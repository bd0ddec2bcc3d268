package io.globohub.controller.fleet;

import io.globohub.common.state.HostMetrics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The last hour of one host's metrics, four numbers a sample. Thread-safe. */
final class MetricRing {
    /** One sample every ten seconds for an hour. */
    private static final int CAPACITY = 360;

    static final int STEP_SECONDS = 10;
    static final List<String> NAMES = List.of("cpu_ratio", "load1", "memory_available_bytes", "disk_available_bytes");

    /** The columns by name, and the seconds since 1970 that belong to them. */
    record Columns(List<Long> t, Map<String, List<Double>> series) {}

    private long[] times = new long[8];
    private float[][] values = new float[NAMES.size()][8];
    private int next;
    private int count;

    /** One value a column. */
    static float[] sample(HostMetrics metrics) {
        return new float[] {
            (float) metrics.cpuRatio(),
            (float) metrics.load1(),
            metrics.memoryAvailableBytes(),
            HostViews.fullest(metrics)
                    .map(HostMetrics.Filesystem::availableBytes)
                    .orElse(0L)
        };
    }

    synchronized void add(Instant at, HostMetrics metrics) {
        long second = at.getEpochSecond();
        if (count > 0 && second - times[Math.floorMod(next - 1, times.length)] < STEP_SECONDS - 1) {
            return;
        }
        growIfFull();
        times[next] = second;
        float[] sample = sample(metrics);
        for (int column = 0; column < sample.length; column++) {
            values[column][next] = sample[column];
        }
        next = (next + 1) % times.length;
        count = Math.min(count + 1, times.length);
    }

    private void growIfFull() {
        if (count < times.length || times.length == CAPACITY) {
            return;
        }
        // until it wraps for good the ring is filled from 0, so copying keeps the order
        int size = Math.min(CAPACITY, times.length * 4);
        times = java.util.Arrays.copyOf(times, size);
        for (int i = 0; i < values.length; i++) {
            values[i] = java.util.Arrays.copyOf(values[i], size);
        }
        next = count;
    }

    synchronized Columns columns() {
        List<Long> t = new ArrayList<>(count);
        Map<String, List<Double>> series = new LinkedHashMap<>();
        NAMES.forEach(name -> series.put(name, new ArrayList<>(count)));
        for (int i = 0; i < count; i++) {
            int at = Math.floorMod(next - count + i, times.length);
            t.add(times[at]);
            for (int column = 0; column < values.length; column++) {
                series.get(NAMES.get(column)).add((double) values[column][at]);
            }
        }
        return new Columns(t, series);
    }
}
