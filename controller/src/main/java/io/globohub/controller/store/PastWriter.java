package io.globohub.controller.store;

import io.globohub.common.json.Json;
import io.globohub.common.protocol.EventView;
import io.globohub.controller.history.PastChange;
import io.globohub.controller.history.PastChange.Becomes;
import io.globohub.controller.history.PastChange.Ends;
import io.globohub.controller.history.PastChange.Gone;
import io.globohub.controller.history.PastRules;
import io.globohub.controller.records.PastFact.Facet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Takes entries of the ledger into the table of the past, many at a time. For one use. */
final class PastWriter {
    /** Until when something is that still is. */
    static final long STILL = Long.MAX_VALUE;

    private final Handle handle;
    /** What is so in the table, as far as it is known to end, and when it ends. */
    private final Map<Key, Long> ends = new LinkedHashMap<>();

    private final List<Row> rows = new ArrayList<>();
    private final Map<Key, Row> open = new HashMap<>();

    private record Key(String hostId, Facet facet, String app) {}

    private static final class Row {
        private final Becomes fact;
        private final long seq;
        private final long from;
        private long until = STILL;

        Row(Becomes fact, long seq, long from) {
            this.fact = fact;
            this.seq = seq;
            this.from = from;
        }
    }

    PastWriter(Handle handle) {
        this.handle = handle;
    }

    /** Takes in what {@code entries} say, in their order. */
    void take(List<EventView> entries) {
        for (EventView entry : entries) {
            long at = Columns.millis(entry.at());
            for (PastChange change : PastRules.of(entry)) {
                if (change instanceof Becomes becomes) {
                    Key key = new Key(becomes.hostId(), becomes.facet(), becomes.app());
                    end(key, at);
                    Row row = new Row(becomes, entry.seq(), at);
                    open.put(key, row);
                    rows.add(row);
                } else if (change instanceof Ends over) {
                    end(new Key(over.hostId(), over.facet(), over.app()), at);
                } else if (change instanceof Gone gone) {
                    // seldom, and about facets that nobody has named: what waits is written first
                    write();
                    handle.execute(
                            "UPDATE past SET until_at = ? WHERE host_id = ? AND until_at = ?",
                            at,
                            gone.hostId(),
                            STILL);
                }
            }
        }
        write();
    }

    private void end(Key key, long at) {
        Row row = open.remove(key);
        if (row != null) {
            row.until = at;
        } else {
            ends.putIfAbsent(key, at);
        }
    }

    private void write() {
        if (!ends.isEmpty()) {
            RowBatch batch = new RowBatch(
                    handle,
                    "UPDATE past SET until_at = ? WHERE host_id = ? AND facet = ? AND app = ? AND until_at = ?");
            ends.forEach((key, at) -> batch.number(at)
                    .text(key.hostId())
                    .text(word(key.facet()))
                    .text(key.app())
                    .number(STILL)
                    .add());
            batch.execute();
        }
        if (!rows.isEmpty()) {
            RowBatch batch = new RowBatch(
                    handle,
                    "INSERT INTO past (host_id, facet, app, seq, from_at, until_at, body) VALUES (?, ?, ?, ?, ?, ?, ?)");
            for (Row row : rows) {
                batch.text(row.fact.hostId())
                        .text(word(row.fact.facet()))
                        .text(row.fact.app())
                        .number(row.seq)
                        .number(row.from)
                        .number(row.until)
                        .text(Json.write(row.fact.body()))
                        .add();
            }
            batch.execute();
        }
        ends.clear();
        rows.clear();
        open.clear();
    }

    static String word(Facet facet) {
        return facet.name().toLowerCase(Locale.ROOT);
    }
}
