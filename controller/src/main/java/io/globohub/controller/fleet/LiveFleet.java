package io.globohub.controller.fleet;

import io.globohub.common.protocol.HostMetricsView;
import io.globohub.controller.records.LastSeen;
import io.globohub.controller.records.Records;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The last word of every host, in memory. It is written down in batches: after a crash of the controller the last few
 * seconds come again with the next check-ins. Thread-safe.
 */
public final class LiveFleet {
    private final Records records;
    private final Map<String, LastSeen> seen = new ConcurrentHashMap<>();
    private final Map<String, MetricRing> metrics = new ConcurrentHashMap<>();
    private final Set<String> unwritten = ConcurrentHashMap.newKeySet();

    /** Remembers what was written down before. */
    public LiveFleet(Records records) {
        this.records = records;
        records.read(session -> session.hosts().lastSeen()).forEach(one -> seen.put(one.hostId(), one));
    }

    /** A host has spoken; what it told in short, because it had told it before, is completed. */
    public void heard(LastSeen word) {
        seen.compute(word.hostId(), (id, before) -> before == null ? word : word.completedBy(before));
        unwritten.add(word.hostId());
        if (word.metrics() != null) {
            metrics.computeIfAbsent(word.hostId(), id -> new MetricRing()).add(word.at(), word.metrics());
        }
    }

    public Optional<LastSeen> of(String hostId) {
        return Optional.ofNullable(seen.get(hostId));
    }

    /** Metrics of the last hour; empty columns for a host that sent none. */
    public HostMetricsView metrics(String hostId, String name) {
        MetricRing ring = metrics.getOrDefault(hostId, new MetricRing());
        MetricRing.Columns columns = ring.columns();
        return new HostMetricsView(name, of(hostId).map(LastSeen::metrics).orElse(null), columns.t(), columns.series());
    }

    /** A retired host is no longer part of the fleet. */
    public void forget(String hostId) {
        seen.remove(hostId);
        metrics.remove(hostId);
        unwritten.remove(hostId);
    }

    /** Writes down what came since the last time. */
    public void writeDown() {
        List<LastSeen> batch = new ArrayList<>();
        for (String hostId : List.copyOf(unwritten)) {
            unwritten.remove(hostId);
            of(hostId).ifPresent(batch::add);
        }
        if (!batch.isEmpty()) {
            records.write(session -> {
                session.hosts().saveLastSeen(batch);
                return null;
            });
        }
    }
}
