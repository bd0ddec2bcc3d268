package io.globohub.common.protocol;

import java.time.Instant;
import java.util.List;

/**
 * A webhook.
 *
 * @param events kinds of events that are sent
 * @param deliveredSeq every event up to this number of the ledger was delivered, or is not for this webhook
 * @param failingSince since when its deliveries fail; null while they do not
 * @param nextAttemptAt when the event that failed is sent again
 * @param disabledAt when it was given up; null while it is in use
 * @param secret signs the deliveries; shown once, when the webhook is made
 */
public record WebhookView(
        String id,
        String url,
        List<String> events,
        WebhookFormat format,
        Instant createdAt,
        String createdBy,
        long deliveredSeq,
        Instant failingSince,
        Instant nextAttemptAt,
        Instant disabledAt,
        String secret) {
    public WebhookView {
        events = List.copyOf(events);
    }
}
