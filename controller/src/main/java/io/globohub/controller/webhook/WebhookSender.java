package io.globohub.controller.webhook;

import io.globohub.common.event.EventKind;
import io.globohub.common.protocol.DeliveryView;
import io.globohub.common.protocol.EventView;
import io.globohub.common.state.Reason;
import io.globohub.controller.records.EventFilter;
import io.globohub.controller.records.NewEvent;
import io.globohub.controller.records.Records;
import io.globohub.controller.records.WebhookRecord;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves every webhook on. Of one webhook only one event is on its way at a time, so they arrive in the order of the
 * ledger; webhooks do not wait for each other. Whether an event has arrived is on disk before the next one leaves: after
 * a crash the last one may come again, under the same id.
 */
public final class WebhookSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);
    private static final int AT_ONCE = 8;
    private static final int PAGE = 500;
    private static final int LOG_KEPT = 500;

    private final Records records;
    private final WebhookCaller caller;
    private final Clock clock;
    private final Set<String> inWork = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> looked = new ConcurrentHashMap<>();
    private final ExecutorService threads;

    public WebhookSender(Records records, boolean everywhere, Clock clock) {
        this.records = records;
        this.caller = new WebhookCaller(new AddressGuard(everywhere), clock);
        this.clock = clock;
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                AT_ONCE,
                AT_ONCE,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> new Thread(work, "webhook"));
        pool.allowCoreThreadTimeOut(true);
        this.threads = pool;
    }

    /** Looks whether there is something to send; does not wait until it is sent. */
    public void look() {
        // of several controllers one sends: each event goes out in order, and once
        if (!records.leads()) {
            return;
        }
        for (WebhookRecord webhook : records.read(session -> session.webhooks().all())) {
            if (isDue(webhook) && inWork.add(webhook.id())) {
                threads.execute(() -> work(webhook.id()));
            }
        }
    }

    private boolean isDue(WebhookRecord webhook) {
        return webhook.disabledAt() == null
                && (webhook.nextAttemptAt() == null || !clock.instant().isBefore(webhook.nextAttemptAt()));
    }

    private void work(String id) {
        try {
            while (!threads.isShutdown() && sendNext(id)) {}
        } catch (RuntimeException e) {
            LOG.error("webhook {} could not be served; it comes again", id, e);
        } finally {
            inWork.remove(id);
        }
    }

    /** Whether there may be more. */
    private boolean sendNext(String id) {
        Optional<WebhookRecord> found =
                records.read(session -> session.webhooks().byId(id)).filter(this::isDue);
        if (found.isEmpty()) {
            return false;
        }
        WebhookRecord webhook = found.get();
        Optional<EventView> event = next(webhook);
        if (event.isEmpty()) {
            return false;
        }
        Message message = Message.of(webhook, event.get());
        Attempt attempt = caller.post(webhook, message);
        return settle(webhook, event.get(), message, attempt);
    }

    /** The next event that the webhook wants. */
    private Optional<EventView> next(WebhookRecord webhook) {
        while (true) {
            long from = Math.max(webhook.position(), looked.getOrDefault(webhook.id(), 0L));
            List<EventView> page = records.read(session -> session.ledger().page(EventFilter.after(from, PAGE)));
            Optional<EventView> wanted = page.stream()
                    .filter(event -> webhook.events().contains(event.kind()))
                    .findFirst();
            if (wanted.isPresent() || page.isEmpty()) {
                return wanted;
            }
            looked.put(webhook.id(), page.get(page.size() - 1).seq());
        }
    }

    private boolean settle(WebhookRecord webhook, EventView event, Message message, Attempt attempt) {
        double share = ThreadLocalRandom.current().nextDouble();
        WebhookRecord after = DeliveryDecider.after(webhook, event.seq(), attempt, clock.instant(), share);
        DeliveryView delivery = new DeliveryView(
                message.id(),
                event.seq(),
                event.kind(),
                webhook.attempts() + 1,
                attempt.isDelivered(),
                attempt.status(),
                attempt.detail(),
                clock.instant());
        boolean isWritten = records.write(session -> {
            if (!session.webhooks().replace(webhook, after)) {
                return false;
            }
            session.webhooks().log(webhook.id(), delivery, LOG_KEPT);
            if (after.disabledAt() != null) {
                session.ledger()
                        .append(NewEvent.of(
                                        EventKind.WEBHOOK_DISABLED,
                                        NewEvent.CONTROLLER,
                                        "webhook " + webhook.id() + " was given up: " + attempt.detail())
                                .because(Reason.WEBHOOK_FAILED));
            }
            return true;
        });
        return isWritten && attempt.isDelivered();
    }

    /** Posts a test message now, whatever else waits. */
    public DeliveryView test(WebhookRecord webhook, String id) {
        long lastSeq = records.read(session -> session.ledger().lastSeq());
        Message message = Message.test(webhook, lastSeq, id, clock.instant());
        Attempt attempt = caller.post(webhook, message);
        DeliveryView delivery = new DeliveryView(
                message.id(),
                null,
                message.kind(),
                1,
                attempt.isDelivered(),
                attempt.status(),
                attempt.detail(),
                clock.instant());
        records.write(session -> {
            if (session.webhooks().byId(webhook.id()).isPresent()) {
                session.webhooks().log(webhook.id(), delivery, LOG_KEPT);
            }
            return null;
        });
        return delivery;
    }

    /** Ends what is on its way; it comes again after the next start. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            threads.awaitTermination(15, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        caller.close();
    }
}
