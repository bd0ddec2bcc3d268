package io.globohub.controller.api;

import io.globohub.common.event.EventKind;
import io.globohub.common.json.Json;
import io.globohub.common.protocol.EventView;
import io.globohub.common.state.Reason;
import io.globohub.controller.records.ChangeFeed;
import io.globohub.controller.records.EventFilter;
import io.globohub.controller.records.Records;
import io.globohub.controller.records.Refused;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/**
 * The ledger as server-sent events, live and resumable by {@code Last-Event-ID}.
 *
 * <p>Each client has a thread of its own that reads the ledger from where this client is. So nothing is queued, and a
 * slow reader holds up nobody: it only falls behind, and is dropped when it takes nothing for {@value
 * #DROPPED_AFTER_MILLIS} ms; it resumes when it comes again. Who is further behind than is good to send again, or ahead
 * of the ledger, is told so by an event {@code reset} and goes on with what is new.
 */
final class EventStream implements AutoCloseable {
    static final Set<String> PARAMETERS = Set.of("after", "kind", "host", "app", "rollout", "actor");

    /** Each has a thread. One that left without a word keeps its place until the second keep-alive after that. */
    private static final int CLIENTS = 256;

    private static final int PAGE = 100;
    private static final long END_MILLIS = 2_000;
    private static final long KEEPALIVE_MILLIS = 15_000;
    private static final long DROPPED_AFTER_MILLIS = 10_000;
    private static final long MOST_BEHIND = 10_000;

    private final Records records;
    private final Clock clock;
    private final Semaphore places = new Semaphore(CLIENTS);
    private final LedgerNews news = new LedgerNews();
    private final ChangeFeed.Subscription subscription;
    private final AtomicInteger clients = new AtomicInteger();

    EventStream(Records records, Clock clock) {
        this.records = records;
        this.clock = clock;
        this.subscription = records.changes().subscribe(changes -> {
            if (changes.lastSeq() > 0 || changes.everything()) {
                news.tell();
            }
        });
    }

    int clients() {
        return clients.get();
    }

    void follow(Call call) {
        Start start = start(call);
        if (!places.tryAcquire()) {
            throw new Refused(Reason.UNAVAILABLE, "too many follow the events already: at most " + CLIENTS);
        }
        call.ctx()
                .header("Cache-Control", "no-store")
                .header("X-Accel-Buffering", "no")
                .contentType("text/event-stream")
                .status(200);
        // a write that the reader does not take fails after this time; the time between two writes does not count
        ServletContextRequest.getServletContextRequest(call.ctx().req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .setIdleTimeout(DROPPED_AFTER_MILLIS);
        CompletableFuture<Void> end = new CompletableFuture<>();
        call.ctx().future(() -> {
            new Thread(() -> write(call, start, end), "event-stream").start();
            return end;
        });
    }

    /**
     * Where a client begins.
     *
     * @param isReset whether it asked for another place
     * @param filter what it wants, from anywhere
     */
    private record Start(long after, boolean isReset, EventFilter filter) {
        EventFilter wanted(long from) {
            return filter.from(from);
        }
    }

    /** What is wanted of the ledger up to {@code newest}, which is asked for first: nothing is passed over. */
    private record Look(long newest, List<EventView> page) {}

    private Start start(Call call) {
        long newest = records.read(session -> session.ledger().lastSeq());
        String last = call.ctx().header("Last-Event-ID");
        long asked = last != null && last.matches("\\d{1,18}")
                ? Long.parseLong(last)
                : call.query().number("after", newest, 0, Long.MAX_VALUE);
        boolean isReset = asked > newest || asked < newest - MOST_BEHIND;
        EventKind kind = call.query().value("kind", Query.oneOf(EventKind.class));
        EventFilter filter = new EventFilter(
                0,
                PAGE,
                false,
                kind == null ? null : kind.code(),
                call.query().text("host"),
                call.query().text("app"),
                call.query().text("rollout"),
                call.query().text("actor"),
                null);
        return new Start(isReset ? newest : asked, isReset, filter);
    }

    private void write(Call call, Start start, CompletableFuture<Void> end) {
        clients.incrementAndGet();
        boolean isEnded = false;
        try {
            OutputStream out = call.ctx().res().getOutputStream();
            send(out, "retry: 2000\n\n");
            if (start.isReset()) {
                send(out, "id: " + start.after() + "\nevent: reset\ndata: {\"after\":" + start.after() + "}\n\n");
            }
            long seen = start.after();
            while (!news.isClosed()) {
                if (!isStillIn(call)) {
                    return;
                }
                long from = seen;
                long heard = news.told();
                Look look = records.read(session ->
                        new Look(session.ledger().lastSeq(), session.ledger().page(start.wanted(from))));
                for (EventView event : look.page()) {
                    send(
                            out,
                            "id: " + event.seq() + "\nevent: " + event.kind() + "\ndata: " + Json.write(event)
                                    + "\n\n");
                    seen = event.seq();
                }
                if (look.page().isEmpty()) {
                    seen = Math.max(seen, look.newest());
                    news.await(heard, KEEPALIVE_MILLIS);
                    if (news.told() == heard) {
                        send(out, ":keepalive\n\n");
                    }
                }
            }
        } catch (IOException gone) {
            // the client has left, or took nothing for too long: with its connection the request has ended already
            isEnded = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            clients.decrementAndGet();
            if (!isEnded) {
                end.complete(null);
            }
            places.release();
        }
    }

    /** A token that is revoked or ends while its bearer listens lets no further event out. */
    private boolean isStillIn(Call call) {
        return records.read(
                        session -> session.tokens().byId(call.bearer().token().id()))
                .filter(token -> token.isUsable(clock.instant()))
                .isPresent();
    }

    /** Waits, for a bounded time, until every stream has ended: a server torn down under one complains at length. */
    void awaitEnd() {
        try {
            if (places.tryAcquire(CLIENTS, END_MILLIS, TimeUnit.MILLISECONDS)) {
                places.release(CLIENTS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Ends every stream; clients come again by themselves and resume. */
    @Override
    public void close() {
        subscription.close();
        news.close();
    }
}
