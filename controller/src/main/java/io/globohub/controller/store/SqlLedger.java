package io.globohub.controller.store;

import io.globohub.common.json.Json;
import io.globohub.common.protocol.EventView;
import io.globohub.controller.history.HashChain;
import io.globohub.controller.records.EventFilter;
import io.globohub.controller.records.Ledger;
import io.globohub.controller.records.NewEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

record SqlLedger(Handle handle, Clock clock, ChangeNotes notes) implements Ledger {
    private record End(long seq, String hash, long pastSeq) {}

    @Override
    public EventView append(NewEvent event) {
        End end = handle.createQuery("SELECT seq, hash, past_seq FROM ledger_end WHERE id = 1")
                .map((row, context) -> new End(row.getLong("seq"), row.getString("hash"), row.getLong("past_seq")))
                .one();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        EventView entry = HashChain.link(
                end.hash(),
                new EventView(
                        end.seq() + 1,
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
        handle.createUpdate("INSERT INTO event (seq, at, kind, actor, host_id, host, app, rollout_id, body)"
                        + " VALUES (:seq, :at, :kind, :actor, :host_id, :host, :app, :rollout_id, :body)")
                .bind("seq", entry.seq())
                .bind("at", Columns.millis(entry.at()))
                .bind("kind", entry.kind())
                .bind("actor", entry.actor())
                .bind("host_id", entry.hostId())
                .bind("host", entry.host())
                .bind("app", entry.app())
                .bind("rollout_id", entry.rolloutId())
                .bind("body", Json.write(entry))
                .execute();
        boolean pastIsComplete = end.pastSeq() == end.seq();
        if (pastIsComplete) {
            new SqlPast(handle).take(entry);
        }
        handle.execute(
                "UPDATE ledger_end SET seq = ?, hash = ?, past_seq = ? WHERE id = 1",
                entry.seq(),
                entry.hash(),
                pastIsComplete ? entry.seq() : end.pastSeq());
        notes.entry(entry.seq());
        return entry;
    }

    @Override
    public List<EventView> page(EventFilter filter) {
        Map<String, Object> values = new LinkedHashMap<>();
        StringBuilder sql = new StringBuilder("SELECT body FROM event WHERE seq > :after");
        values.put("after", filter.after());
        if (filter.host() != null) {
            sql.append(" AND (host_id = :host OR host = :host)");
            values.put("host", filter.host());
        }
        equal(sql, values, "kind", filter.kind() == null ? null : filter.kind().toLowerCase(Locale.ROOT));
        equal(sql, values, "app", filter.app());
        equal(sql, values, "rollout_id", filter.rollout());
        equal(sql, values, "actor", filter.actor());
        if (filter.since() != null) {
            sql.append(" AND at >= :since");
            values.put("since", Columns.millis(filter.since()));
        }
        sql.append(" ORDER BY seq ")
                .append(filter.newestFirst() ? "DESC" : "ASC")
                .append(" LIMIT :limit");
        values.put("limit", filter.limit());
        Query query = handle.createQuery(sql);
        values.forEach(query::bind);
        List<EventView> entries =
                new ArrayList<>(query.map((row, context) -> Json.readTolerant(row.getString("body"), EventView.class))
                        .list());
        if (filter.newestFirst()) {
            Collections.reverse(entries);
        }
        return entries;
    }

    private static void equal(StringBuilder sql, Map<String, Object> values, String column, String value) {
        if (value != null) {
            sql.append(" AND ").append(column).append(" = :").append(column);
            values.put(column, value);
        }
    }

    @Override
    public long lastSeq() {
        return handle.createQuery("SELECT seq FROM ledger_end WHERE id = 1")
                .mapTo(Long.class)
                .one();
    }
}
