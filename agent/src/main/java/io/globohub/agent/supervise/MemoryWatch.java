package io.globohub.agent.supervise;

/**
 * Decides when an app has outgrown its memory for long enough to be handed over to a fresh process. Pure; times in
 * milliseconds of a monotonic clock.
 *
 * @param nextLookAt when its memory is measured next
 * @param over measurements above the limit in a row
 * @param notBefore when the next hand-over is allowed: a limit below what the app needs must not become a loop
 */
public record MemoryWatch(long nextLookAt, int over, long notBefore) {
    public static final long LOOK_MILLIS = 5_000;
    public static final long MIN_INTERVAL_MILLIS = 10 * 60_000;
    /** One measurement may fall into a hand-over or a short peak. */
    static final int IN_A_ROW = 3;

    public static final MemoryWatch NEW = new MemoryWatch(Long.MIN_VALUE, 0, Long.MIN_VALUE);

    public boolean isDue(long now) {
        return now >= nextLookAt;
    }

    /** After a measurement of {@code rssBytes}. */
    public MemoryWatch seen(long rssBytes, long limitBytes, long now) {
        boolean tooMuch = limitBytes > 0 && rssBytes > limitBytes;
        return new MemoryWatch(now + LOOK_MILLIS, tooMuch ? over + 1 : 0, notBefore);
    }

    /** Whether a hand-over is due now. */
    public boolean isExceeded(long now) {
        return over >= IN_A_ROW && now >= notBefore;
    }

    /** After a hand-over was tried, whatever came of it. */
    public MemoryWatch handedOver(long now) {
        return new MemoryWatch(now + LOOK_MILLIS, 0, now + MIN_INTERVAL_MILLIS);
    }
}
