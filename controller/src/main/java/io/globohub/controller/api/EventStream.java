package io.globohub.controller.api;

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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger as server-sent events, live and resumable by {@code Last-Event-ID}.
 *
 * <p>Each client has a thread of its own that reads the ledger from where this client is. So nothing is queued, and a
 * slow reader holds up nobody: it only falls behind, and the server drops it when it takes nothing for the idle time.
 */
final class EventStream implements AutoCloseable {
    private static final int CLIENTS = 64;
    private static final int PAGE = 100;
    private static final long KEEPALIVE_MILLIS = 15_000;

    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

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
        long after = start(call);
        if (!places.tryAcquire()) {
            throw new Refused(Reason.UNAVAILABLE, "too many follow the events already: at most " + CLIENTS);
        }
        call.ctx()
                .header("Cache-Control", "no-store")
                .header("X-Accel-Buffering", "no")
                .contentType("text/event-stream")
                .status(200);
        CompletableFuture<Void> end = new CompletableFuture<>();
        call.ctx().future(() -> {
            new Thread(() -> write(call, after, end), "event-stream").start();
            return end;
        });
    }

    private long start(Call call) {
        String last = call.ctx().header("Last-Event-ID");
        if (last != null && last.matches("\\d{1,18}")) {
            return Long.parseLong(last);
        }
        long newest = records.read(session -> session.ledger().lastSeq());
        return call.query().number("after", newest, 0, Long.MAX_VALUE);
    }

    private void write(Call call, long after, CompletableFuture<Void> end) {
        clients.incrementAndGet();
        boolean isThere = true;
        try {
            OutputStream out = call.ctx().res().getOutputStream();
            send(out, "retry: 2000\n\n");
            long seen = after;
            while (!news.isClosed()) {
                if (!isStillIn(call)) {
                    return;
                }
                long from = seen;
                long heard = news.told();
                List<EventView> page = records.read(session -> session.ledger().page(EventFilter.after(from, PAGE)));
                for (EventView event : page) {
                    send(
                            out,
                            "id: " + event.seq() + "\nevent: " + event.kind() + "\ndata: " + Json.write(event)
                                    + "\n\n");
                    seen = event.seq();
                }
                if (page.isEmpty()) {
                    news.await(heard, KEEPALIVE_MILLIS);
                    if (news.told() == heard) {
                        send(out, ":keepalive\n\n");
                    }
                }
            }
        } catch (IOException gone) {
            // the client has left, or took nothing for too long
            isThere = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            clients.decrementAndGet();
            places.release();
            if (isThere) {
                end.complete(null);
            } else {
                letGo(call);
            }
        }
    }

    /** A token that is revoked or ends while its bearer listens lets no further event out. */
    private boolean isStillIn(Call call) {
        return records.read(
                        session -> session.tokens().byId(call.bearer().token().id()))
                .filter(token -> token.isUsable(clock.instant()))
                .isPresent();
    }

    /** The request of a client that left may be in use for another already: nothing more is done with it than this. */
    private static void letGo(Call call) {
        try {
            call.ctx().req().getAsyncContext().complete();
        } catch (IllegalStateException | NullPointerException alreadyGone) {
            LOG.debug("a client of the event stream has left", alreadyGone);
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
