package io.globohub.controller.cli.view;

import io.globohub.common.protocol.DeliveryView;
import io.globohub.common.protocol.WebhookView;
import io.globohub.controller.cli.client.Fetched;
import io.globohub.controller.cli.output.Cell;
import io.globohub.controller.cli.output.Column;
import io.globohub.controller.cli.output.Grid;
import io.globohub.controller.cli.output.Humane;
import io.globohub.controller.cli.output.Result;
import io.globohub.controller.cli.output.Tone;
import java.time.Instant;
import java.util.List;

/** Webhooks and what was sent to them. */
public final class WebhookViews {
    private static final List<Column> WEBHOOKS = List.of(
            Column.key("WEBHOOK"),
            Column.of("STATE", 90),
            Column.of("URL", 80),
            Column.of("EVENTS", 60),
            Column.of("FORMAT", 40),
            Column.of("AGE", 30),
            Column.of("BY", 20));
    private static final List<Column> DELIVERIES = List.of(
            Column.of("AT", 80),
            Column.of("EVENT", 90),
            Column.of("RESULT", 90),
            Column.number("STATUS", 70),
            Column.number("ATTEMPTS", 60),
            Column.of("DETAIL", 50),
            Column.key("DELIVERY"));

    private WebhookViews() {}

    public static Result list(Fetched<List<WebhookView>> webhooks, Instant now) {
        return new Result.Listing(
                webhooks.body(),
                new Grid(
                        WEBHOOKS,
                        webhooks.value().stream()
                                .map(webhook -> List.of(
                                        Cell.of(webhook.id()),
                                        state(webhook),
                                        Cell.of(webhook.url()),
                                        Cell.of(String.join(",", webhook.events())),
                                        Cell.of(Humane.word(webhook.format())),
                                        Cell.age(webhook.createdAt(), now),
                                        Cell.of(webhook.createdBy())))
                                .toList()));
    }

    private static Cell state(WebhookView webhook) {
        if (webhook.disabledAt() != null) {
            return Cell.of("given up", Tone.BAD);
        }
        return webhook.failingSince() == null ? Cell.of("good", Tone.GOOD) : Cell.of("failing", Tone.WARNING);
    }

    public static Result deliveries(Fetched<List<DeliveryView>> deliveries) {
        return new Result.Listing(
                deliveries.body(),
                new Grid(
                        DELIVERIES,
                        deliveries.value().stream()
                                .map(delivery -> List.of(
                                        Cell.of(Humane.time(delivery.at())),
                                        Cell.of(delivery.kind()),
                                        delivery.delivered()
                                                ? Cell.of("delivered", Tone.GOOD)
                                                : Cell.of("failed", Tone.BAD),
                                        Cell.of(delivery.status()),
                                        Cell.of(delivery.attempts()),
                                        Cell.of(delivery.detail()),
                                        Cell.of(delivery.id())))
                                .toList()));
    }
}
