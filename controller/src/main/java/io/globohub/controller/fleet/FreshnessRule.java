package io.globohub.controller.fleet;

import io.globohub.common.protocol.Freshness;
import java.time.Duration;
import java.time.Instant;

/**
 * How old a last check-in may be.
 *
 * @param freshFor up to this age (inclusive) a host is fresh
 * @param lostAfter beyond this age it is lost; between the two it is stale
 */
public record FreshnessRule(Duration freshFor, Duration lostAfter) {
    /** A loss is in the ledger within 30 s: the watch looks once a second. */
    public static final FreshnessRule DEFAULT = new FreshnessRule(Duration.ofSeconds(15), Duration.ofSeconds(27));

    public FreshnessRule {
        if (freshFor.isNegative() || freshFor.isZero() || lostAfter.compareTo(freshFor) < 0) {
            throw new IllegalArgumentException("freshness: 0 < fresh_seconds <= lost_seconds must hold, not "
                    + freshFor.toSeconds() + " and " + lostAfter.toSeconds());
        }
    }

    /** The same for hosts that check in only every {@code interval}: one late check-in is not yet a silence. */
    FreshnessRule forInterval(Duration interval) {
        Duration fresh = longer(freshFor, interval.plus(interval.dividedBy(2)));
        return new FreshnessRule(
                fresh, longer(lostAfter, interval.multipliedBy(5).dividedBy(2)));
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    /** Both instants by the controller's clock. */
    public Freshness of(Instant lastSeen, Instant now) {
        Duration age = Duration.between(lastSeen, now);
        if (age.compareTo(freshFor) <= 0) {
            return Freshness.FRESH;
        }
        return age.compareTo(lostAfter) <= 0 ? Freshness.STALE : Freshness.LOST;
    }
}
