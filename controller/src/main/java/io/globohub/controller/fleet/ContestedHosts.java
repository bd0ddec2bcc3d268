package io.globohub.controller.fleet;

import io.globohub.controller.records.Records;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Hosts whose credential two agents used lately, at once. Looked up from time to time for all hosts together: it is rare,
 * and a fleet's list must not ask for each. Thread-safe.
 */
public final class ContestedHosts {
    static final Duration WARNED_FOR = Duration.ofMinutes(10);

    private final Records records;
    private final Clock clock;
    private volatile Map<String, Instant> since = Map.of();

    public ContestedHosts(Records records, Clock clock) {
        this.records = records;
        this.clock = clock;
    }

    /** To be called every few seconds. */
    public void look() {
        Instant from = clock.instant().minus(WARNED_FOR);
        since = Map.copyOf(records.read(session -> session.agentInstances().contestedSince(from)));
    }

    /** When it was last so, or null. */
    Instant of(String hostId) {
        return since.get(hostId);
    }
}
