package io.globohub.controller.webhook;

import io.globohub.controller.records.WebhookRecord;
import java.time.Duration;
import java.time.Instant;

/** What follows from an attempt: go on, try again later, or give the webhook up. Pure. */
final class DeliveryDecider {
    static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    static final Duration LONGEST_PAUSE = Duration.ofHours(12);
    static final Duration PATIENCE = Duration.ofDays(3);
    private static final int DOUBLINGS = 14;

    private DeliveryDecider() {}

    /**
     * The webhook after {@code attempt} to deliver the event {@code seq}.
     *
     * @param share between 0 and 1, drawn at random: spreads what would come again all at once
     */
    static WebhookRecord after(WebhookRecord webhook, long seq, Attempt attempt, Instant now, double share) {
        if (attempt.isDelivered()) {
            return webhook.at(seq);
        }
        WebhookRecord failed = webhook.failed(now, now.plus(pause(webhook.attempts(), share)));
        boolean isHopeless = !now.isBefore(failed.failingSince().plus(PATIENCE));
        return attempt.isGone() || isHopeless ? failed.disabled(now) : failed;
    }

    /** Doubles from 5 seconds to 12 hours; between half of that and all of it. */
    static Duration pause(int failedBefore, double share) {
        long whole = FIRST_PAUSE.toMillis() << Math.min(failedBefore, DOUBLINGS);
        long bounded = Math.min(whole, LONGEST_PAUSE.toMillis());
        return Duration.ofMillis(bounded / 2 + (long) (bounded / 2.0 * share));
    }
}
