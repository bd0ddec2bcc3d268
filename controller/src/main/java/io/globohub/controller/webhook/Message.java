package io.globohub.controller.webhook;

import io.globohub.common.json.Json;
import io.globohub.common.protocol.EventView;
import io.globohub.common.protocol.WebhookFormat;
import io.globohub.controller.records.WebhookRecord;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is posted.
 *
 * @param id the same at every attempt, by which a receiver knows a repetition
 * @param seq null for a test
 */
record Message(String id, Long seq, String kind, String body) {
    /** Kind of a delivery that only shows that the address answers. */
    static final String TEST = "webhook_test";

    static Message of(WebhookRecord webhook, EventView event) {
        // ids of deliveries sort by the number of their event
        String id = id(webhook, event.seq());
        return new Message(id, event.seq(), event.kind(), body(webhook, event.kind(), event.at(), event, text(event)));
    }

    private static String id(WebhookRecord webhook, long seq) {
        return String.format("msg_%s_%016d", webhook.id(), seq);
    }

    /** @param lastSeq the newest event of the ledger, after which the test stands in the log */
    static Message test(WebhookRecord webhook, long lastSeq, String id, Instant now) {
        String sentence = "This is a test of the webhook " + webhook.id() + " of globoHUB.";
        return new Message(
                id(webhook, lastSeq) + "_" + id,
                null,
                TEST,
                body(webhook, TEST, now, Map.of("message", sentence), sentence));
    }

    private static String body(WebhookRecord webhook, String type, Instant at, Object data, String text) {
        if (webhook.format() == WebhookFormat.SLACK) {
            return Json.write(Map.of("text", text));
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", type);
        body.put("timestamp", at);
        body.put("data", data);
        return Json.write(body);
    }

    /** One line for people; what hosts named themselves must not become markup. */
    private static String text(EventView event) {
        String what = "globoHUB: " + event.kind().replace('_', ' ') + ": " + event.message()
                + (event.reason() == null ? "" : " (" + event.reason() + ")");
        return what.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
