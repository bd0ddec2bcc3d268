package io.globohub.controller.records;

import io.globohub.common.protocol.DeliveryView;
import java.util.List;
import java.util.Optional;

/** Where events are sent, and the log of that. */
public interface Webhooks {
    /** Oldest first. */
    List<WebhookRecord> all();

    Optional<WebhookRecord> byId(String id);

    void add(WebhookRecord webhook);

    /** False when it is no longer there, or was changed by somebody else since {@code before}. */
    boolean replace(WebhookRecord before, WebhookRecord after);

    /** Forgets the webhook with its log. */
    void remove(String id);

    /** Notes how a delivery stands, in place of what was noted of it before; only the newest {@code keep} are kept. */
    void log(String webhookId, DeliveryView delivery, int keep);

    /** Newest first; {@code before} is the position of an earlier page's last one, or null. */
    List<DeliveryView> deliveries(String webhookId, String before, int limit);
}
