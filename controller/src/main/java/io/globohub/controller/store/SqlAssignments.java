package io.globohub.controller.store;

import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.state.Assignment;
import io.globohub.common.state.Goal;
import io.globohub.controller.records.Assignments;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

record SqlAssignments(Handle handle, ChangeNotes notes, ManifestMemo manifests) implements Assignments {
    private static final String SELECT =
            "SELECT a.*, m.body FROM assignment a JOIN manifest m ON m.id = a.manifest_id ";

    @Override
    public Optional<Assignment> of(String hostId, AppName app) {
        return handle.createQuery(SELECT + "WHERE a.host_id = ? AND a.app = ?")
                .bind(0, hostId)
                .bind(1, app.value())
                .map((row, context) -> assignment(row, manifest(row, "manifest_id")))
                .findOne();
    }

    @Override
    public List<Assignment> of(String hostId) {
        return handle.createQuery(SELECT + "WHERE a.host_id = ? ORDER BY a.app")
                .bind(0, hostId)
                .map((row, context) -> assignment(row, manifest(row, "manifest_id")))
                .list();
    }

    @Override
    public Map<String, List<Assignment>> of(Collection<String> hostIds) {
        Map<String, List<Assignment>> byHost = new HashMap<>();
        for (List<String> part : IdParts.of(hostIds)) {
            handle.createQuery(SELECT + "WHERE a.host_id IN (<ids>) ORDER BY a.host_id, a.app")
                    .bindList("ids", part)
                    .map((row, context) -> byHost.computeIfAbsent(row.getString("host_id"), id -> new ArrayList<>())
                            .add(assignment(row, manifest(row, "manifest_id"))))
                    .list();
        }
        return byHost;
    }

    @Override
    public Map<String, List<Assignment>> all() {
        // thousands of hosts share a handful of manifests: each is read once
        Map<String, Manifest> read = new HashMap<>();
        handle.createQuery("SELECT id, body FROM manifest WHERE id IN (SELECT manifest_id FROM assignment)")
                .map((row, context) -> read.put(row.getString("id"), manifest(row, "id")))
                .list();
        Map<String, List<Assignment>> byHost = new HashMap<>();
        handle.createQuery("SELECT * FROM assignment ORDER BY host_id, app")
                .map((row, context) -> byHost.computeIfAbsent(row.getString("host_id"), id -> new ArrayList<>())
                        .add(assignment(row, read.get(row.getString("manifest_id")))))
                .list();
        return byHost;
    }

    @Override
    public void put(String hostId, Assignment assignment) {
        put(Map.of(hostId, assignment));
    }

    @Override
    public void put(Map<String, Assignment> assignments) {
        if (assignments.isEmpty()) {
            return;
        }
        RowBatch batch = new RowBatch(
                handle,
                "INSERT INTO assignment (host_id, app, goal, manifest_id, generation, rollout_id, attempt,"
                        + " restart) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (host_id, app) DO UPDATE SET goal = excluded.goal,"
                        + " manifest_id = excluded.manifest_id, generation = excluded.generation,"
                        + " rollout_id = excluded.rollout_id, attempt = excluded.attempt, restart = excluded.restart");
        assignments.forEach((hostId, assignment) -> {
            notes.assigned(hostId, assignment);
            batch.text(hostId)
                    .text(assignment.app().value())
                    .text(assignment.goal().name().toLowerCase(Locale.ROOT))
                    .text(manifests.idOf(assignment.manifest()))
                    .number(assignment.generation())
                    .text(assignment.rolloutId())
                    .number(assignment.attempt())
                    .number(assignment.restart())
                    .add();
        });
        batch.execute();
    }

    private Manifest manifest(ResultSet row, String idColumn) throws SQLException {
        return manifests.of(row.getString(idColumn), row.getString("body"));
    }

    private static Assignment assignment(ResultSet row, Manifest manifest) throws SQLException {
        return new Assignment(
                new AppName(row.getString("app")),
                Goal.valueOf(row.getString("goal").toUpperCase(Locale.ROOT)),
                manifest,
                row.getLong("generation"),
                row.getString("rollout_id"),
                row.getInt("attempt"),
                row.getInt("restart"));
    }
}
