package io.globohub.controller.api;

import io.globohub.common.protocol.DeliveryView;
import io.globohub.common.protocol.Page;
import io.globohub.common.protocol.WebhookRequest;
import io.globohub.common.protocol.WebhookView;
import io.globohub.controller.webhook.WebhookDesk;
import java.util.List;

/** Webhooks: made, tried out, looked after, deleted. */
final class WebhookApi {
    private final WebhookDesk desk;

    WebhookApi(WebhookDesk desk) {
        this.desk = desk;
    }

    void create(Call call) {
        WebhookDesk.Made made =
                desk.create(call.strictBody(WebhookRequest.class), call.who().actor(), call.idempotencyKey());
        call.ctx()
                .header("Cache-Control", "no-store")
                .header("Location", "/v1/webhooks/" + made.view().id());
        call.answer(made.isNew() ? 201 : 200, made.view(), etag(made.view()));
    }

    void list(Call call) {
        List<WebhookView> all = desk.list();
        call.answer(new Page<>(all, null, (long) all.size()));
    }

    void show(Call call) {
        WebhookView view = desk.show(call.path("id"));
        call.answer(200, view, etag(view));
    }

    void delete(Call call) {
        desk.delete(call.path("id"), call.who().actor(), view -> call.mustMatch(etag(view)));
        call.ctx().status(204);
    }

    void test(Call call) {
        call.answer(desk.test(call.path("id")));
    }

    void deliveries(Call call) {
        int limit = call.query().integer("limit", 100, 1, 500);
        List<DeliveryView> found =
                desk.deliveries(call.path("id"), call.query().cursor().orElse(null), limit + 1);
        List<DeliveryView> items = found.stream().limit(limit).toList();
        String next = found.size() > limit ? Query.cursorAt(items.get(limit - 1).id()) : null;
        call.answer(new Page<>(items, next, null));
    }

    /** What may be changed of a webhook, not how far its deliveries are. */
    private static String etag(WebhookView view) {
        return "\"" + view.id() + (view.disabledAt() == null ? "" : "-disabled") + "\"";
    }
}
