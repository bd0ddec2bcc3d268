package io.globohub.controller.store;

import io.globohub.common.json.Json;
import io.globohub.common.protocol.EventView;
import io.globohub.controller.history.HashChain;
import io.globohub.controller.records.NewEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * The end of the ledger within one transaction: entries are numbered and chained here, and written many at a time. A
 * piece of work that fails takes its own entries with it and leaves those of the pieces before. Confined to the writer's
 * thread.
 */
final class LedgerTail {
    /** Bounds what waits in memory when one piece of work says something of every host. */
    private static final int TOGETHER = 1000;

    private final Handle handle;
    private final Clock clock;
    private final List<EventView> waiting = new ArrayList<>();
    /** Entries of earlier pieces that were written since this one began: its savepoint takes them back as well. */
    private final List<EventView> atRisk = new ArrayList<>();

    private End end;
    private End before;
    private int earlier;

    private record End(long seq, String hash, long pastSeq) {
        boolean pastIsComplete() {
            return pastSeq == seq;
        }

        End at(EventView entry) {
            return new End(entry.seq(), entry.hash(), pastIsComplete() ? entry.seq() : pastSeq);
        }
    }

    LedgerTail(Handle handle, Clock clock) {
        this.handle = handle;
        this.clock = clock;
    }

    /** A piece of work begins, behind a savepoint. */
    void begin() {
        before = end;
        earlier = waiting.size();
        atRisk.clear();
    }

    /** The piece that began last has failed, and everything since its savepoint was taken back. */
    void undo() {
        List<EventView> others = new ArrayList<>(atRisk);
        others.addAll(waiting.subList(0, earlier));
        waiting.clear();
        waiting.addAll(others);
        atRisk.clear();
        end = before;
    }

    /** Numbers and chains {@code event}; it is on its way to the disk with everything else of the transaction. */
    EventView append(NewEvent event) {
        End last = end();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        EventView entry = HashChain.link(
                last.hash(),
                new EventView(
                        last.seq() + 1,
                        now,
                        event.happenedAt() == null ? now : event.happenedAt().truncatedTo(ChronoUnit.MILLIS),
                        event.actor(),
                        event.kind().code(),
                        event.hostId(),
                        event.host(),
                        event.app(),
                        event.version(),
                        event.rolloutId(),
                        event.reason(),
                        event.message(),
                        event.body(),
                        null));
        waiting.add(entry);
        end = last.at(entry);
        if (waiting.size() >= TOGETHER) {
            write();
        }
        return entry;
    }

    private End end() {
        if (end == null) {
            end = handle.createQuery("SELECT seq, hash, past_seq FROM ledger_end WHERE id = 1")
                    .map((row, context) -> new End(row.getLong("seq"), row.getString("hash"), row.getLong("past_seq")))
                    .one();
        }
        return end;
    }

    /** Writes what waits: before the commit, and before anybody reads the ledger in this transaction. */
    void write() {
        if (waiting.isEmpty()) {
            return;
        }
        RowBatch batch = new RowBatch(
                handle,
                "INSERT INTO event (seq, at, kind, actor, host_id, host, app, rollout_id, body)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
        for (EventView entry : waiting) {
            batch.number(entry.seq())
                    .number(Columns.millis(entry.at()))
                    .text(entry.kind())
                    .text(entry.actor())
                    .text(entry.hostId())
                    .text(entry.host())
                    .text(entry.app())
                    .text(entry.rolloutId())
                    .text(Json.write(entry))
                    .add();
        }
        batch.execute();
        if (end.pastIsComplete()) {
            new PastWriter(handle).take(waiting);
        }
        handle.execute(
                "UPDATE ledger_end SET seq = ?, hash = ?, past_seq = ? WHERE id = 1",
                end.seq(),
                end.hash(),
                end.pastSeq());
        atRisk.addAll(waiting.subList(0, earlier));
        earlier = 0;
        waiting.clear();
    }

    /** The row of the end was changed by somebody else in this transaction. */
    void readAnew() {
        write();
        end = null;
    }
}
