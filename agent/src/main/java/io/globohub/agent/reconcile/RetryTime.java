package io.globohub.agent.reconcile;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** When the next try is, for people: it follows the wall clock when that jumps, but not for every millisecond. */
final class RetryTime {
    private static final Duration WORTH_TELLING = Duration.ofSeconds(2);

    private final Clock clock;
    private Instant told;

    RetryTime(Clock clock) {
        this.clock = clock;
    }

    /** {@code retryAt} and {@code now} in monotonic milliseconds; null when there is no next try. */
    Instant of(long retryAt, long now) {
        if (retryAt == Long.MAX_VALUE) {
            told = null;
            return null;
        }
        Instant exact = clock.instant().plusMillis(retryAt - now);
        if (told == null || Duration.between(told, exact).abs().compareTo(WORTH_TELLING) > 0) {
            told = exact;
        }
        return told;
    }
}
