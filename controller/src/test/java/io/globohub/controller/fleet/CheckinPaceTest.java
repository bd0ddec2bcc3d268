package io.globohub.controller.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.protocol.Freshness;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CheckinPaceTest {
    @Test
    void aLargerFleetIsAskedMoreRarelyAndNotTakenForStale() {
        assertThat(new CheckinPace(10).seconds(10_000)).isEqualTo(10);
        assertThat(new CheckinPace(10).seconds(25_000)).isEqualTo(25);
        assertThat(new CheckinPace(10).newsSpreadMillis(50)).isEqualTo(50);
        assertThat(new CheckinPace(10).newsSpreadMillis(10_000)).isEqualTo(10_000);
        FreshnessRule rule = FreshnessRule.DEFAULT.forInterval(Duration.ofSeconds(25));
        Instant seen = Instant.parse("2026-01-01T00:00:00Z");
        assertThat(rule.of(seen, seen.plusSeconds(37))).isEqualTo(Freshness.FRESH);
        assertThat(rule.of(seen, seen.plusSeconds(62))).isEqualTo(Freshness.STALE);
        assertThat(FreshnessRule.DEFAULT.forInterval(Duration.ofSeconds(10))).isEqualTo(FreshnessRule.DEFAULT);
    }
}
