package io.globohub.controller.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.protocol.WebhookFormat;
import io.globohub.controller.records.WebhookRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryDeciderTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Attempt REFUSED = new Attempt(500, "answered 500");
    private static final WebhookRecord WEBHOOK = new WebhookRecord(
            "wh_1",
            "https://example.org/",
            List.of("host_lost"),
            WebhookFormat.EVENT,
            "whsec_eA==",
            NOW,
            "ops",
            4,
            0,
            null,
            null,
            null);

    @Test
    void whatHasArrivedIsPutBehindAndFailuresAreForgotten() {
        WebhookRecord failed = DeliveryDecider.after(WEBHOOK, 7, REFUSED, NOW, 1);
        WebhookRecord after = DeliveryDecider.after(failed, 7, new Attempt(204, null), NOW.plusSeconds(5), 1);
        assertThat(after).isEqualTo(WEBHOOK.at(7));
        assertThat(after.failingSince()).isNull();
    }

    @Test
    void aFailureIsTriedAgainLaterAndLaterForThreeDaysAndThenGivenUp() {
        WebhookRecord webhook = WEBHOOK;
        Instant now = NOW;
        int attempts = 0;
        while (webhook.disabledAt() == null) {
            webhook = DeliveryDecider.after(webhook, 7, REFUSED, now, 0.5);
            attempts++;
            assertThat(webhook.position()).isEqualTo(4);
            if (webhook.disabledAt() == null) {
                assertThat(webhook.nextAttemptAt()).isAfter(now).isBeforeOrEqualTo(now.plus(Duration.ofHours(12)));
                now = webhook.nextAttemptAt();
            }
        }
        assertThat(Duration.between(NOW, now)).isBetween(Duration.ofDays(3), Duration.ofDays(4));
        assertThat(attempts).isBetween(15, 30);
    }

    @Test
    void aReceiverThatSaysItIsGoneIsGivenUpAtOnce() {
        assertThat(DeliveryDecider.after(WEBHOOK, 7, new Attempt(410, "answered 410"), NOW, 1)
                        .disabledAt())
                .isEqualTo(NOW);
    }

    @Test
    void pausesAreSpread() {
        assertThat(DeliveryDecider.pause(0, 0)).isEqualTo(Duration.ofMillis(2500));
        assertThat(DeliveryDecider.pause(0, 1)).isEqualTo(Duration.ofSeconds(5));
        assertThat(DeliveryDecider.pause(100, 1)).isEqualTo(Duration.ofHours(12));
    }
}
