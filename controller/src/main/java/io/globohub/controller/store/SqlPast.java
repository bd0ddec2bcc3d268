package io.globohub.controller.store;

import io.globohub.common.json.Json;
import io.globohub.common.protocol.EventView;
import io.globohub.controller.records.Past;
import io.globohub.controller.records.PastFact;
import io.globohub.controller.records.PastFact.Facet;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/**
 * One row for each thing that was so, with the time from which and until which it was.
 *
 * @param tail of the ledger, in a transaction that writes; else null
 */
record SqlPast(Handle handle, LedgerTail tail) implements Past {
    @Override
    public List<PastFact> at(Instant when) {
        if (tail != null) {
            tail.write();
        }
        return handle.createQuery("SELECT host_id, facet, app, seq, body FROM past"
                        + " WHERE until_at > :at AND from_at <= :at ORDER BY host_id, facet, app")
                .bind("at", Columns.millis(when))
                .map((row, context) -> new PastFact(
                        row.getString("host_id"),
                        Facet.valueOf(row.getString("facet").toUpperCase(Locale.ROOT)),
                        row.getString("app"),
                        row.getLong("seq"),
                        Json.tree(row.getString("body"))))
                .list();
    }

    @Override
    public int catchUp(int atMost) {
        if (tail == null) {
            throw new IllegalStateException("whoever only reads cannot catch up");
        }
        tail.readAnew();
        List<EventView> missing = handle.createQuery("SELECT body FROM event"
                        + " WHERE seq > (SELECT past_seq FROM ledger_end WHERE id = 1) ORDER BY seq LIMIT ?")
                .bind(0, atMost)
                .map((row, context) -> Json.readTolerant(row.getString("body"), EventView.class))
                .list();
        if (!missing.isEmpty()) {
            new PastWriter(handle).take(missing);
            handle.execute(
                    "UPDATE ledger_end SET past_seq = ? WHERE id = 1",
                    missing.get(missing.size() - 1).seq());
        }
        return missing.size();
    }
}
