package io.globohub.controller.records;

import io.globohub.common.protocol.WebhookFormat;
import io.globohub.common.protocol.WebhookView;
import java.time.Instant;
import java.util.List;

/**
 * A webhook and how far it is.
 *
 * @param secret signs what is sent, so it is kept as it is: whoever reads the database can sign, too
 * @param position every event up to this number was delivered, or is not for this webhook
 * @param attempts failed so far for the next event
 * @param nextAttemptAt null when nothing has failed
 * @param failingSince since the first of the failures in a row, or null
 * @param disabledAt when it was given up, or null
 */
public record WebhookRecord(
        String id,
        String url,
        List<String> events,
        WebhookFormat format,
        String secret,
        Instant createdAt,
        String createdBy,
        long position,
        int attempts,
        Instant nextAttemptAt,
        Instant failingSince,
        Instant disabledAt) {
    public WebhookRecord {
        events = List.copyOf(events);
    }

    /** Has dealt with everything up to {@code seq}. */
    public WebhookRecord at(long seq) {
        return new WebhookRecord(id, url, events, format, secret, createdAt, createdBy, seq, 0, null, null, disabledAt);
    }

    /** Has failed once more. */
    public WebhookRecord failed(Instant now, Instant again) {
        return new WebhookRecord(
                id,
                url,
                events,
                format,
                secret,
                createdAt,
                createdBy,
                position,
                attempts + 1,
                again,
                failingSince == null ? now : failingSince,
                disabledAt);
    }

    public WebhookRecord disabled(Instant now) {
        return new WebhookRecord(
                id, url, events, format, secret, createdAt, createdBy, position, attempts, null, failingSince, now);
    }

    /** Without its secret. */
    public WebhookView view() {
        return new WebhookView(
                id, url, events, format, createdAt, createdBy, position, failingSince, nextAttemptAt, disabledAt, null);
    }

    @Override
    public String toString() {
        return "webhook " + id;
    }
}
