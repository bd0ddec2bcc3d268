package io.globohub.controller.store;

import io.globohub.controller.records.MetricHours;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

record SqlMetricHours(Handle handle) implements MetricHours {
    @Override
    public Optional<byte[]> of(String hostId, long hour) {
        return handle.createQuery("SELECT body FROM host_metrics WHERE host_id = ? AND hour = ?")
                .bind(0, hostId)
                .bind(1, hour)
                .map((row, context) -> row.getBytes("body"))
                .findOne();
    }

    @Override
    public SortedMap<Long, byte[]> between(String hostId, long first, long last) {
        SortedMap<Long, byte[]> hours = new TreeMap<>();
        handle.createQuery("SELECT hour, body FROM host_metrics WHERE host_id = ? AND hour BETWEEN ? AND ?"
                        + " ORDER BY hour")
                .bind(0, hostId)
                .bind(1, first)
                .bind(2, last)
                .map((row, context) -> hours.put(row.getLong("hour"), row.getBytes("body")))
                .list();
        return hours;
    }

    @Override
    public void put(String hostId, long hour, byte[] body) {
        handle.createUpdate("INSERT INTO host_metrics (host_id, hour, body) VALUES (:host, :hour, :body)"
                        + " ON CONFLICT (host_id, hour) DO UPDATE SET body = excluded.body")
                .bind("host", hostId)
                .bind("hour", hour)
                .bind("body", body)
                .execute();
    }

    @Override
    public void forgetBefore(long hour) {
        handle.execute("DELETE FROM host_metrics WHERE hour < ?", hour);
    }
}
