package io.globohub.controller.store;

import io.globohub.controller.records.AgentInstance;
import io.globohub.controller.records.AgentInstances;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

record SqlAgentInstances(Handle handle) implements AgentInstances {
    @Override
    public List<AgentInstance> of(String hostId) {
        return handle.createQuery("SELECT * FROM agent_instance WHERE host_id = ?"
                        + " ORDER BY first_seen_at DESC, instance_id DESC")
                .bind(0, hostId)
                .map((row, context) -> new AgentInstance(
                        row.getString("host_id"),
                        row.getString("instance_id"),
                        row.getString("boot_id"),
                        Columns.instant(row, "first_seen_at"),
                        Columns.instant(row, "contested_at")))
                .list();
    }

    @Override
    public void add(AgentInstance instance) {
        bound(
                        handle.createUpdate(
                                "INSERT INTO agent_instance (host_id, instance_id, boot_id, first_seen_at, contested_at)"
                                        + " VALUES (:host, :instance, :boot, :first_seen_at, :contested_at)"),
                        instance)
                .bind("boot", instance.bootId())
                .bind("first_seen_at", Columns.millis(instance.firstSeenAt()))
                .execute();
    }

    @Override
    public void update(AgentInstance instance) {
        bound(
                        handle.createUpdate("UPDATE agent_instance SET contested_at = :contested_at"
                                + " WHERE host_id = :host AND instance_id = :instance"),
                        instance)
                .execute();
    }

    private static <S extends SqlStatement<S>> S bound(S statement, AgentInstance instance) {
        return statement
                .bind("host", instance.hostId())
                .bind("instance", instance.instanceId())
                .bind("contested_at", Columns.millis(instance.contestedAt()));
    }

    @Override
    public void remove(AgentInstance instance) {
        handle.execute(
                "DELETE FROM agent_instance WHERE host_id = ? AND instance_id = ?",
                instance.hostId(),
                instance.instanceId());
    }

    @Override
    public Map<String, Instant> contestedSince(Instant since) {
        Map<String, Instant> contested = new HashMap<>();
        handle.createQuery(
                        "SELECT host_id, max(contested_at) AS at FROM agent_instance WHERE contested_at >= ? GROUP BY host_id")
                .bind(0, Columns.millis(since))
                .map((row, context) -> Map.entry(row.getString("host_id"), Columns.instant(row, "at")))
                .forEach(entry -> contested.put(entry.getKey(), entry.getValue()));
        return contested;
    }
}
