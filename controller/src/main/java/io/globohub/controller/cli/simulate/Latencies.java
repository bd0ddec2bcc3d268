package io.globohub.controller.cli.simulate;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts durations in buckets that grow with what they hold, so that any number of them takes the same room and a
 * quantile is exact to about three percent. Thread-safe.
 */
public final class Latencies {
    /** Each power of two of microseconds is cut in so many. */
    private static final int PARTS = 32;

    private static final int PART_BITS = 5;
    private static final int BUCKETS = 40 * PARTS;

    private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);

    void add(long nanos) {
        counts.incrementAndGet(bucket(Math.max(0, nanos / 1000)));
    }

    private static int bucket(long micros) {
        if (micros < PARTS) {
            return (int) micros;
        }
        int shift = 63 - Long.numberOfLeadingZeros(micros) - PART_BITS;
        int index = (shift + 1) * PARTS + (int) (micros >>> shift) - PARTS;
        return Math.min(index, BUCKETS - 1);
    }

    /** The least value of a bucket, in microseconds. */
    private static long least(int bucket) {
        int shift = bucket / PARTS - 1;
        return shift < 0 ? bucket : ((long) (bucket % PARTS) + PARTS) << shift;
    }

    long count() {
        long sum = 0;
        for (int i = 0; i < BUCKETS; i++) {
            sum += counts.get(i);
        }
        return sum;
    }

    /** The duration that {@code share} of all do not exceed, in milliseconds; 0 when there are none. */
    double millis(double share) {
        long wanted = (long) Math.ceil(count() * share);
        long seen = 0;
        for (int i = 0; i < BUCKETS; i++) {
            seen += counts.get(i);
            if (seen >= wanted && seen > 0) {
                return least(i + 1) / 1000.0;
            }
        }
        return 0;
    }

    void clear() {
        for (int i = 0; i < BUCKETS; i++) {
            counts.set(i, 0);
        }
    }

    /** For people and programs. */
    Spread spread() {
        return new Spread(count(), millis(0.5), millis(0.9), millis(0.99), millis(1));
    }

    /** In milliseconds. */
    public record Spread(long count, double p50Millis, double p90Millis, double p99Millis, double maxMillis) {}
}
