package io.globohub.controller.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.globohub.common.protocol.Freshness;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreshnessRuleTest {
    private static final Instant SEEN = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "0, FRESH",
        "15000, FRESH",
        "15001, STALE",
        "27000, STALE",
        "27001, LOST",
        "86400000, LOST",
        "-5000, FRESH"
    })
    void aHostIsFreshUpTo15SecondsAndLostAfter27(long ageMillis, Freshness expected) {
        assertThat(FreshnessRule.DEFAULT.of(SEEN, SEEN.plusMillis(ageMillis))).isEqualTo(expected);
    }

    @Test
    void lostCannotComeBeforeStale() {
        assertThatThrownBy(() -> new FreshnessRule(Duration.ofSeconds(30), Duration.ofSeconds(15)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
