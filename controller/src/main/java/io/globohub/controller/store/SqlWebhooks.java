package io.globohub.controller.store;

import io.globohub.common.json.Json;
import io.globohub.common.protocol.DeliveryView;
import io.globohub.controller.records.WebhookRecord;
import io.globohub.controller.records.Webhooks;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

record SqlWebhooks(Handle handle) implements Webhooks {
    @Override
    public List<WebhookRecord> all() {
        return handle.createQuery("SELECT body FROM webhook ORDER BY id")
                .map((row, context) -> Json.readTolerant(row.getString("body"), WebhookRecord.class))
                .list();
    }

    @Override
    public Optional<WebhookRecord> byId(String id) {
        return handle.createQuery("SELECT body FROM webhook WHERE id = ?")
                .bind(0, id)
                .map((row, context) -> Json.readTolerant(row.getString("body"), WebhookRecord.class))
                .findOne();
    }

    @Override
    public void add(WebhookRecord webhook) {
        handle.createUpdate("INSERT INTO webhook (id, body) VALUES (:id, :body)")
                .bind("id", webhook.id())
                .bind("body", Json.write(webhook))
                .execute();
    }

    @Override
    public boolean replace(WebhookRecord before, WebhookRecord after) {
        return handle.createUpdate("UPDATE webhook SET body = :after WHERE id = :id AND body = :before")
                        .bind("id", after.id())
                        .bind("before", Json.write(before))
                        .bind("after", Json.write(after))
                        .execute()
                == 1;
    }

    @Override
    public void remove(String id) {
        handle.execute("DELETE FROM webhook_delivery WHERE webhook_id = ?", id);
        handle.execute("DELETE FROM webhook WHERE id = ?", id);
    }

    @Override
    public void log(String webhookId, DeliveryView delivery, int keep) {
        handle.createUpdate("INSERT INTO webhook_delivery (webhook_id, id, body) VALUES (:webhook, :id, :body)"
                        + " ON CONFLICT (webhook_id, id) DO UPDATE SET body = excluded.body")
                .bind("webhook", webhookId)
                .bind("id", delivery.id())
                .bind("body", Json.write(delivery))
                .execute();
        handle.createUpdate("DELETE FROM webhook_delivery WHERE webhook_id = :webhook AND id NOT IN"
                        + " (SELECT id FROM webhook_delivery WHERE webhook_id = :webhook ORDER BY id DESC LIMIT :keep)")
                .bind("webhook", webhookId)
                .bind("keep", keep)
                .execute();
    }

    @Override
    public List<DeliveryView> deliveries(String webhookId, String before, int limit) {
        return handle.createQuery("SELECT body FROM webhook_delivery WHERE webhook_id = :webhook AND id < :before"
                        + " ORDER BY id DESC LIMIT :limit")
                .bind("webhook", webhookId)
                .bind("before", before == null ? "~" : before)
                .bind("limit", limit)
                .map((row, context) -> Json.readTolerant(row.getString("body"), DeliveryView.class))
                .list();
    }
}
