package io.globohub.agent.uplink;

import java.time.Duration;

/**
 * For how long news may wait, as the controller last said: thousands of hosts that were told something at the same moment
 * must not all answer at the next. Thread-safe.
 */
public final class NewsSpread {
    /** Whatever a controller says. */
    static final Duration LONGEST = Duration.ofSeconds(30);

    private volatile Duration spread = Duration.ZERO;

    void says(int millis) {
        Duration said = Duration.ofMillis(Math.max(0, millis));
        spread = said.compareTo(LONGEST) > 0 ? LONGEST : said;
    }

    /** From nothing to what the controller said. {@code share} is a random number from 0 to 1. */
    Duration pause(double share) {
        return Duration.ofMillis((long) (spread.toMillis() * share));
    }
}
