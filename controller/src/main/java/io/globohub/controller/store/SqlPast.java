package io.globohub.controller.store;

import io.globohub.common.json.Json;
import io.globohub.common.protocol.EventView;
import io.globohub.controller.history.PastChange;
import io.globohub.controller.history.PastChange.Becomes;
import io.globohub.controller.history.PastChange.Ends;
import io.globohub.controller.history.PastChange.Gone;
import io.globohub.controller.history.PastRules;
import io.globohub.controller.records.Past;
import io.globohub.controller.records.PastFact;
import io.globohub.controller.records.PastFact.Facet;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/** One row for each thing that was so, with the time from which and until which it was. */
record SqlPast(Handle handle) implements Past {
    /** Until when something is that still is. */
    private static final long STILL = Long.MAX_VALUE;

    @Override
    public List<PastFact> at(Instant when) {
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
        List<EventView> missing = handle.createQuery("SELECT body FROM event"
                        + " WHERE seq > (SELECT past_seq FROM ledger_end WHERE id = 1) ORDER BY seq LIMIT ?")
                .bind(0, atMost)
                .map((row, context) -> Json.readTolerant(row.getString("body"), EventView.class))
                .list();
        missing.forEach(this::take);
        if (!missing.isEmpty()) {
            handle.execute(
                    "UPDATE ledger_end SET past_seq = ? WHERE id = 1",
                    missing.get(missing.size() - 1).seq());
        }
        return missing.size();
    }

    /** Takes in what {@code entry} says. */
    void take(EventView entry) {
        long at = Columns.millis(entry.at());
        for (PastChange change : PastRules.of(entry)) {
            if (change instanceof Becomes becomes) {
                end(becomes.hostId(), becomes.facet(), becomes.app(), at);
                begin(becomes, entry.seq(), at);
            } else if (change instanceof Ends ends) {
                end(ends.hostId(), ends.facet(), ends.app(), at);
            } else if (change instanceof Gone gone) {
                handle.execute(
                        "UPDATE past SET until_at = ? WHERE host_id = ? AND until_at = ?", at, gone.hostId(), STILL);
            }
        }
    }

    private void end(String hostId, Facet facet, String app, long at) {
        handle.execute(
                "UPDATE past SET until_at = ? WHERE host_id = ? AND facet = ? AND app = ? AND until_at = ?",
                at,
                hostId,
                word(facet),
                app,
                STILL);
    }

    private void begin(Becomes becomes, long seq, long at) {
        handle.execute(
                "INSERT INTO past (host_id, facet, app, seq, from_at, until_at, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
                becomes.hostId(),
                word(becomes.facet()),
                becomes.app(),
                seq,
                at,
                STILL,
                Json.write(becomes.body()));
    }

    private static String word(Facet facet) {
        return facet.name().toLowerCase(Locale.ROOT);
    }
}
