package io.globohub.common.protocol;

import java.time.Duration;

/**
 * For how long an agent's news may wait, as the controller last said: thousands of hosts that were told something at the
 * same moment must not all answer at the next, while others still wait to be told. Thread-safe.
 */
public final class NewsSpread {
    /** Whatever a controller says. */
    static final Duration LONGEST = Duration.ofSeconds(30);

    /** In the first part of that time nobody answers: it belongs to those who are still to be told. */
    static final double QUIET = 0.3;

    private volatile Duration spread = Duration.ZERO;

    /** What the answer to a check-in said last. */
    public void says(int millis) {
        Duration said = Duration.ofMillis(Math.max(0, millis));
        spread = said.compareTo(LONGEST) > 0 ? LONGEST : said;
    }

    /** From the end of the quiet part to all of what the controller said. {@code share} is a random number from 0 to 1. */
    public Duration pause(double share) {
        return Duration.ofMillis(Math.round(spread.toMillis() * (QUIET + (1 - QUIET) * share)));
    }
}
