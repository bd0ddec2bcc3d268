package io.globohub.agent.uplink;

import java.time.Duration;

/**
 * How long to pause before the controllers are asked again. Pure: {@code share} is a random number from 0 to 1.
 *
 * @param firstRetry upper limit of the pause after one failure; doubles with each further one
 * @param longestRetry what that limit never exceeds
 * @param refusedRetry about how long to pause after a refusal, which time alone seldom mends
 */
public record PollSchedule(Duration firstRetry, Duration longestRetry, Duration refusedRetry) {
    /** No pause is shorter: a controller that fails at once must not be asked in a tight loop. */
    static final Duration SHORTEST = Duration.ofMillis(100);

    public static final PollSchedule DEFAULT =
            new PollSchedule(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(60));

    private static final int HIGHEST_POWER = 20;

    public PollSchedule {
        if (firstRetry.compareTo(SHORTEST) < 0
                || longestRetry.compareTo(firstRetry) < 0
                || refusedRetry.compareTo(firstRetry) < 0) {
            throw new IllegalArgumentException("a schedule needs " + SHORTEST + " <= first <= longest and refused");
        }
    }

    /**
     * Full jitter: anything up to the limit, so that ten thousand agents that lost one controller do not come back
     * together.
     */
    public Duration afterFailure(int failuresInARow, double share) {
        Duration limit = firstRetry.multipliedBy(1L << Math.min(HIGHEST_POWER, Math.max(0, failuresInARow - 1)));
        return atLeastShortest(scaled(limit.compareTo(longestRetry) < 0 ? limit : longestRetry, share));
    }

    public Duration afterRefusal(double share) {
        return scaled(refusedRetry, 0.75 + share / 2);
    }

    /** About {@code seconds}, a tenth more or less. */
    public Duration regular(int seconds, double share) {
        return scaled(Duration.ofSeconds(seconds), 0.9 + share / 5);
    }

    /** After a good answer to a long poll: next to none. */
    public Duration afterNews(double share) {
        return atLeastShortest(scaled(firstRetry, share / 4));
    }

    /** After an answer without news that came at once, from a controller that does not wait as it was asked to. */
    public Duration afterNothingNew(double share) {
        return scaled(firstRetry.multipliedBy(5), 0.5 + share / 2);
    }

    private static Duration atLeastShortest(Duration pause) {
        return pause.compareTo(SHORTEST) < 0 ? SHORTEST : pause;
    }

    private static Duration scaled(Duration duration, double factor) {
        return Duration.ofMillis(Math.round(duration.toMillis() * factor));
    }
}
