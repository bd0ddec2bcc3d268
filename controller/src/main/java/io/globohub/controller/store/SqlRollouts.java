package io.globohub.controller.store;

import io.globohub.common.json.Json;
import io.globohub.common.manifest.AppName;
import io.globohub.common.protocol.RolloutView.HostStatus;
import io.globohub.common.protocol.RolloutView.Status;
import io.globohub.controller.records.Rollout;
import io.globohub.controller.records.RolloutHost;
import io.globohub.controller.records.Rollouts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

record SqlRollouts(Handle handle, ChangeNotes notes) implements Rollouts {
    @Override
    public Optional<Rollout> byId(String id) {
        return handle.createQuery("SELECT body FROM rollout WHERE id = ?")
                .bind(0, id)
                .map((row, context) -> rollout(row))
                .findOne();
    }

    @Override
    public List<Rollout> unfinished() {
        return handle.createQuery("SELECT body FROM rollout WHERE unfinished = 1 ORDER BY id")
                .map((row, context) -> rollout(row))
                .list();
    }

    @Override
    public Map<Status, Integer> counts() {
        return handle.createQuery("SELECT status, count(*) AS rollouts FROM rollout GROUP BY status")
                .reduceRows(new EnumMap<>(Status.class), (counts, row) -> {
                    counts.put(
                            Status.valueOf(row.getColumn("status", String.class).toUpperCase(Locale.ROOT)),
                            row.getColumn("rollouts", Integer.class));
                    return counts;
                });
    }

    @Override
    public List<Rollout> newest(AppName app, Status status, String before, int limit) {
        StringBuilder sql = new StringBuilder("SELECT body FROM rollout WHERE 1 = 1");
        if (app != null) {
            sql.append(" AND app = :app");
        }
        if (status != null) {
            sql.append(" AND status = :status");
        }
        if (before != null) {
            sql.append(" AND id < :before");
        }
        Query query =
                handle.createQuery(sql.append(" ORDER BY id DESC LIMIT :limit")).bind("limit", limit);
        if (app != null) {
            query.bind("app", app.value());
        }
        if (status != null) {
            query.bind("status", code(status));
        }
        if (before != null) {
            query.bind("before", before);
        }
        return query.map((row, context) -> rollout(row)).list();
    }

    @Override
    public List<RolloutHost> hosts(String rolloutId) {
        return handle.createQuery("SELECT body FROM rollout_host WHERE rollout_id = ? ORDER BY batch, name")
                .bind(0, rolloutId)
                .map((row, context) -> Json.readTolerant(row.getString("body"), RolloutHost.class))
                .list();
    }

    @Override
    public Map<HostStatus, Integer> hostCounts(String rolloutId) {
        return handle.createQuery(
                        "SELECT status, count(*) AS hosts FROM rollout_host WHERE rollout_id = ? GROUP BY status")
                .bind(0, rolloutId)
                .reduceRows(new EnumMap<>(HostStatus.class), (counts, row) -> {
                    counts.put(
                            HostStatus.valueOf(
                                    row.getColumn("status", String.class).toUpperCase(Locale.ROOT)),
                            row.getColumn("hosts", Integer.class));
                    return counts;
                });
    }

    @Override
    public Optional<RolloutHost> host(String rolloutId, String hostId) {
        return handle.createQuery("SELECT body FROM rollout_host WHERE rollout_id = ? AND host_id = ?")
                .bind(0, rolloutId)
                .bind(1, hostId)
                .map((row, context) -> Json.readTolerant(row.getString("body"), RolloutHost.class))
                .findOne();
    }

    @Override
    public void add(Rollout rollout, List<RolloutHost> hosts) {
        notes.rollout(rollout.id());
        handle.createUpdate("INSERT INTO rollout (id, app, status, unfinished, revision, body)"
                        + " VALUES (:id, :app, :status, :unfinished, :revision, :body)")
                .bind("id", rollout.id())
                .bind("app", rollout.app().value())
                .bind("status", code(rollout.progress().status()))
                .bind("unfinished", unfinished(rollout))
                .bind("revision", rollout.revision())
                .bind("body", Json.write(rollout))
                .execute();
        if (hosts.isEmpty()) {
            return;
        }
        RowBatch batch = new RowBatch(
                handle,
                "INSERT INTO rollout_host (rollout_id, host_id, name, batch, status, body) VALUES (?, ?, ?, ?, ?, ?)");
        for (RolloutHost host : hosts) {
            batch.text(rollout.id())
                    .text(host.hostId())
                    .text(host.name())
                    .number(host.batch())
                    .text(code(host.status()))
                    .text(Json.write(host))
                    .add();
        }
        batch.execute();
    }

    @Override
    public boolean update(Rollout rollout) {
        notes.rollout(rollout.id());
        return handle.createUpdate("UPDATE rollout SET status = :status, unfinished = :unfinished,"
                                + " revision = :revision, body = :body WHERE id = :id AND revision = :revision - 1")
                        .bind("id", rollout.id())
                        .bind("status", code(rollout.progress().status()))
                        .bind("unfinished", unfinished(rollout))
                        .bind("revision", rollout.revision())
                        .bind("body", Json.write(rollout))
                        .execute()
                == 1;
    }

    @Override
    public void updateHosts(Collection<RolloutHost> hosts) {
        if (hosts.isEmpty()) {
            return;
        }
        RowBatch batch = new RowBatch(
                handle, "UPDATE rollout_host SET batch = ?, status = ?, body = ? WHERE rollout_id = ? AND host_id = ?");
        for (RolloutHost host : hosts) {
            notes.rollout(host.rolloutId());
            batch.number(host.batch())
                    .text(code(host.status()))
                    .text(Json.write(host))
                    .text(host.rolloutId())
                    .text(host.hostId())
                    .add();
        }
        batch.execute();
    }

    private static int unfinished(Rollout rollout) {
        return !rollout.progress().status().isFinished() || rollout.progress().late() ? 1 : 0;
    }

    private static String code(Enum<?> status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private static Rollout rollout(ResultSet row) throws SQLException {
        return Json.readTolerant(row.getString("body"), Rollout.class);
    }
}
