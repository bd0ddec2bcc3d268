package io.globohub.controller.store;

import com.fasterxml.jackson.core.type.TypeReference;
import io.globohub.common.json.Json;
import io.globohub.common.manifest.Digest;
import io.globohub.common.protocol.HostState;
import io.globohub.common.state.Hold;
import io.globohub.controller.records.HostRecord;
import io.globohub.controller.records.Hosts;
import io.globohub.controller.records.LastSeen;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** @param mark in a transaction that writes; else null */
record SqlHosts(Handle handle, String origin, ChangeNotes notes, SeenMark mark) implements Hosts {
    private static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {};

    @Override
    public Optional<HostRecord> byId(String id) {
        return one("id = ?", id);
    }

    @Override
    public Optional<HostRecord> byName(String name) {
        return one("state = 'active' AND name = ?", name);
    }

    @Override
    public Optional<HostRecord> byCredential(Digest credential) {
        return one("state = 'active' AND credential_hash = ?", credential.hex());
    }

    @Override
    public List<HostRecord> byIds(Collection<String> ids) {
        List<HostRecord> found = new ArrayList<>();
        for (List<String> part : IdParts.of(ids)) {
            handle.createQuery("SELECT * FROM host WHERE id IN (<ids>)")
                    .bindList("ids", part)
                    .map((row, context) -> host(row))
                    .forEach(found::add);
        }
        return found;
    }

    private Optional<HostRecord> one(String condition, String value) {
        return handle.createQuery("SELECT * FROM host WHERE " + condition)
                .bind(0, value)
                .map((row, context) -> host(row))
                .findOne();
    }

    @Override
    public List<HostRecord> active() {
        return inState(HostState.ACTIVE);
    }

    @Override
    public List<HostRecord> retired() {
        return inState(HostState.RETIRED);
    }

    private List<HostRecord> inState(HostState state) {
        return handle.createQuery("SELECT * FROM host WHERE state = ? ORDER BY name, id")
                .bind(0, code(state))
                .map((row, context) -> host(row))
                .list();
    }

    @Override
    public void add(HostRecord host, Digest credential) {
        notes.host(host);
        handle.createUpdate("INSERT INTO host (id, name, state, labels, hold, generation, revision, ack_seq,"
                        + " os, enrolled_at, lost_at, credential_hash) VALUES (:id, :name, :state, :labels, :hold,"
                        + " :generation, :revision, :ack_seq, :os, :enrolled_at, :lost_at, :credential)")
                .bind("id", host.id())
                .bind("name", host.name())
                .bind("state", code(host.state()))
                .bind("labels", Json.write(host.labels()))
                .bind("hold", hold(host))
                .bind("generation", host.generation())
                .bind("revision", host.revision())
                .bind("ack_seq", host.ackSeq())
                .bind("os", host.os())
                .bind("enrolled_at", Columns.millis(host.enrolledAt()))
                .bind("lost_at", Columns.millis(host.lostAt()))
                .bind("credential", credential.hex())
                .execute();
    }

    @Override
    public void update(HostRecord host) {
        update(List.of(host));
    }

    @Override
    public void update(Collection<HostRecord> hosts) {
        if (hosts.isEmpty()) {
            return;
        }
        RowBatch batch = new RowBatch(
                handle,
                "UPDATE host SET state = ?, labels = ?, hold = ?, generation = ?, revision = ?, ack_seq = ?, lost_at = ?"
                        + " WHERE id = ?");
        for (HostRecord host : hosts) {
            notes.host(host);
            batch.text(code(host.state()))
                    .text(Json.write(host.labels()))
                    .text(hold(host))
                    .number(host.generation())
                    .number(host.revision())
                    .number(host.ackSeq())
                    .number(Columns.millis(host.lostAt()))
                    .text(host.id())
                    .add();
        }
        batch.execute();
    }

    private static String code(HostState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static String hold(HostRecord host) {
        return host.hold() == null ? null : Json.write(host.hold());
    }

    @Override
    public void revokeCredential(String id) {
        handle.execute("UPDATE host SET credential_hash = NULL WHERE id = ?", id);
    }

    @Override
    public List<LastSeen> lastSeen() {
        return handle.createQuery(
                        "SELECT last_seen.body FROM last_seen JOIN host ON host.id = host_id WHERE state = 'active'")
                .map((row, context) -> Json.readTolerant(row.getString("body"), LastSeen.class))
                .list();
    }

    @Override
    public SeenElsewhere seenElsewhere(long mark) {
        long newest = handle.createQuery("SELECT coalesce(max(written), 0) FROM last_seen")
                .mapTo(Long.class)
                .one();
        List<LastSeen> seen = handle.createQuery("SELECT last_seen.body FROM last_seen JOIN host ON host.id = host_id"
                        + " WHERE state = 'active' AND written > :mark AND writer <> :me")
                .bind("mark", mark)
                .bind("me", origin)
                .map((row, context) -> Json.readTolerant(row.getString("body"), LastSeen.class))
                .list();
        return new SeenElsewhere(seen, Math.max(mark, newest));
    }

    @Override
    public void saveLastSeen(List<LastSeen> seen) {
        if (seen.isEmpty()) {
            return;
        }
        notes.seen();
        RowBatch batch = new RowBatch(
                handle,
                "INSERT INTO last_seen (host_id, at, body, written, writer)"
                        + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (host_id) DO UPDATE SET at = excluded.at,"
                        + " body = excluded.body, written = excluded.written, writer = excluded.writer"
                        + " WHERE excluded.at >= last_seen.at");
        for (LastSeen one : seen) {
            batch.text(one.hostId())
                    .number(Columns.millis(one.at()))
                    .text(Json.write(one))
                    .number(mark.value())
                    .text(origin)
                    .add();
        }
        batch.execute();
    }

    private static HostRecord host(ResultSet row) throws SQLException {
        String hold = row.getString("hold");
        return new HostRecord(
                row.getString("id"),
                row.getString("name"),
                HostState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                Json.readTolerant(row.getString("labels"), LABELS),
                hold == null ? null : Json.readTolerant(hold, Hold.class),
                row.getLong("generation"),
                row.getLong("revision"),
                row.getLong("ack_seq"),
                row.getString("os"),
                Columns.instant(row, "enrolled_at"),
                Columns.instant(row, "lost_at"));
    }
}
