package io.globohub.controller.throttle;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A token bucket for each sender (RFC 2697 without the colours): refilled with time, emptied by use. Memory is bounded:
 * who was not seen for longest is forgotten first, which only ever gives a sender more. Thread-safe.
 */
public final class Allowances {
    private static final int MOST_SENDERS = 50_000;
    private static final double NANOS = 1e9;

    private final Rate rate;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_SENDERS;
        }
    };

    private record Bucket(double left, long atNanos) {}

    public Allowances(Rate rate) {
        this.rate = rate;
    }

    /**
     * Takes one use.
     *
     * @param nanos from one monotonic source
     * @return zero when it was granted, else how long to wait for the next one
     */
    public synchronized Duration take(String sender, long nanos) {
        double left = left(sender, nanos);
        if (left < 1) {
            buckets.put(sender, new Bucket(left, nanos));
            return wait(left);
        }
        buckets.put(sender, new Bucket(left - 1, nanos));
        return Duration.ZERO;
    }

    /** How long {@code sender} has to wait, without taking anything; zero when it need not. */
    public synchronized Duration pause(String sender, long nanos) {
        double left = left(sender, nanos);
        return left < 1 ? wait(left) : Duration.ZERO;
    }

    private double left(String sender, long nanos) {
        Bucket bucket = buckets.get(sender);
        if (bucket == null) {
            return rate.burst();
        }
        double refilled = (nanos - bucket.atNanos()) / NANOS * rate.perSecond();
        return Math.min(rate.burst(), bucket.left() + Math.max(0, refilled));
    }

    private Duration wait(double left) {
        return Duration.ofMillis((long) Math.ceil((1 - left) / rate.perSecond() * 1000));
    }
}
