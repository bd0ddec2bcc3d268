package io.globohub.controller.store;

import io.globohub.common.json.Json;
import io.globohub.common.protocol.EventView;
import io.globohub.controller.records.EventFilter;
import io.globohub.controller.records.Ledger;
import io.globohub.controller.records.NewEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** @param tail in a transaction that writes; else null */
record SqlLedger(Handle handle, LedgerTail tail, ChangeNotes notes) implements Ledger {
    @Override
    public EventView append(NewEvent event) {
        if (tail == null) {
            throw new IllegalStateException("whoever only reads cannot append to the ledger");
        }
        EventView entry = tail.append(event);
        notes.entry(entry.seq());
        return entry;
    }

    @Override
    public List<EventView> page(EventFilter filter) {
        writeWaiting();
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
        writeWaiting();
        return handle.createQuery("SELECT seq FROM ledger_end WHERE id = 1")
                .mapTo(Long.class)
                .one();
    }

    private void writeWaiting() {
        if (tail != null) {
            tail.write();
        }
    }
}
