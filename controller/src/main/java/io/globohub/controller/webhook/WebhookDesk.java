package io.globohub.controller.webhook;

import io.globohub.common.event.EventKind;
import io.globohub.common.json.CanonicalJson;
import io.globohub.common.protocol.DeliveryView;
import io.globohub.common.protocol.WebhookFormat;
import io.globohub.common.protocol.WebhookRequest;
import io.globohub.common.protocol.WebhookView;
import io.globohub.common.state.Reason;
import io.globohub.controller.records.Answers.Answer;
import io.globohub.controller.records.Ids;
import io.globohub.controller.records.NewEvent;
import io.globohub.controller.records.Records;
import io.globohub.controller.records.Refused;
import io.globohub.controller.records.Session;
import io.globohub.controller.records.WebhookRecord;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes, shows, tests and removes webhooks. Thread-safe. */
public final class WebhookDesk {
    private static final int MOST = 50;
    private static final List<String> USUAL = List.of(
            EventKind.HOST_LOST.code(),
            EventKind.ROLLOUT_FAILED.code(),
            EventKind.ROLLOUT_SUCCEEDED.code(),
            EventKind.ROLLOUT_ROLLED_BACK.code(),
            EventKind.CRASH_LOOP_ENTERED.code(),
            EventKind.DISK_LOW.code(),
            EventKind.CERTIFICATE_EXPIRING.code());

    private final Records records;
    private final WebhookSender sender;
    private final AddressGuard guard;
    private final Ids ids;
    private final Clock clock;

    /** @param everywhere whether addresses of this machine and its link may be called, too */
    public WebhookDesk(Records records, WebhookSender sender, boolean everywhere, Ids ids, Clock clock) {
        this.records = records;
        this.sender = sender;
        this.guard = new AddressGuard(everywhere);
        this.ids = ids;
        this.clock = clock;
    }

    /** @param isNew false when the request was a repetition under its key: then the secret is not shown again */
    public record Made(WebhookView view, boolean isNew) {}

    /** @param key Idempotency-Key, or null */
    public Made create(WebhookRequest request, String actor, String key) {
        guard.check(request.url());
        List<String> events = events(request);
        String digest = CanonicalJson.digest(request).hex();
        return records.write(session -> {
            Optional<Answer> before =
                    key == null ? Optional.empty() : session.answers().once(actor, key, digest);
            if (before.isPresent()) {
                return new Made(find(session, before.get().subject()).view(), false);
            }
            if (session.webhooks().all().size() >= MOST) {
                throw new Refused(Reason.CONFLICT, "there are " + MOST + " webhooks already: delete one first");
            }
            WebhookRecord webhook = new WebhookRecord(
                    ids.next("wh"),
                    request.url(),
                    events,
                    request.format() == null ? WebhookFormat.EVENT : request.format(),
                    Signature.newSecret(),
                    clock.instant(),
                    actor,
                    session.ledger().lastSeq(),
                    0,
                    null,
                    null,
                    null);
            session.webhooks().add(webhook);
            note(session, EventKind.WEBHOOK_CREATED, actor, webhook, "made for " + String.join(", ", events));
            if (key != null) {
                session.answers().forgetBefore(clock.instant().minus(Duration.ofHours(24)));
                session.answers().add(new Answer(actor, key, digest, webhook.id(), clock.instant()));
            }
            return new Made(withSecret(webhook), true);
        });
    }

    private static List<String> events(WebhookRequest request) {
        for (String kind : request.events()) {
            if (Arrays.stream(EventKind.values())
                    .noneMatch(known -> known.code().equals(kind))) {
                throw new Refused(Reason.BAD_REQUEST, "'" + kind + "' is no kind of event");
            }
        }
        return request.events().isEmpty()
                ? USUAL
                : request.events().stream().distinct().toList();
    }

    private static WebhookView withSecret(WebhookRecord webhook) {
        WebhookView view = webhook.view();
        return new WebhookView(
                view.id(),
                view.url(),
                view.events(),
                view.format(),
                view.createdAt(),
                view.createdBy(),
                view.deliveredSeq(),
                null,
                null,
                null,
                webhook.secret());
    }

    /** Oldest first, without their secrets. */
    public List<WebhookView> list() {
        return records.read(session ->
                session.webhooks().all().stream().map(WebhookRecord::view).toList());
    }

    public WebhookView show(String id) {
        return records.read(session -> find(session, id)).view();
    }

    /** @param check is given what is about to go, and may refuse */
    public void delete(String id, String actor, Consumer<WebhookView> check) {
        records.write(session -> {
            WebhookRecord webhook = find(session, id);
            check.accept(webhook.view());
            session.webhooks().remove(id);
            note(session, EventKind.WEBHOOK_DELETED, actor, webhook, "deleted");
            return null;
        });
    }

    /** Posts a test message and waits for the answer, at most ten seconds. */
    public DeliveryView test(String id) {
        WebhookRecord webhook = records.read(session -> find(session, id));
        return sender.test(webhook, ids.next("test"));
    }

    /** Newest first. */
    public List<DeliveryView> deliveries(String id, String before, int limit) {
        return records.read(session -> {
            find(session, id);
            return session.webhooks().deliveries(id, before, limit);
        });
    }

    private static WebhookRecord find(Session session, String id) {
        return session.webhooks()
                .byId(id)
                .orElseThrow(() -> new Refused(Reason.WEBHOOK_NOT_FOUND, "there is no webhook " + id));
    }

    /** The address stays out of the history: with some receivers whoever knows it may post there. */
    private static void note(Session session, EventKind kind, String actor, WebhookRecord webhook, String what) {
        session.ledger()
                .append(NewEvent.of(kind, actor, "webhook " + webhook.id() + " was " + what)
                        .withBody(Map.of("id", webhook.id(), "events", webhook.events())));
    }
}
