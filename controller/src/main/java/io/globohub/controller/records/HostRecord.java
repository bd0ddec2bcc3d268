package io.globohub.controller.records;

import io.globohub.common.protocol.HostState;
import io.globohub.common.state.Hold;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * An enrolled host.
 *
 * @param generation grows with every change of the host's desired state
 * @param revision grows with every change an operator makes to the host itself (labels, hold, state)
 * @param ackSeq the host's events up to this one are in the ledger
 * @param lostAt when the ledger noted that the host is lost; null while it is not
 */
public record HostRecord(
        String id,
        String name,
        HostState state,
        Map<String, String> labels,
        Hold hold,
        long generation,
        long revision,
        long ackSeq,
        String os,
        Instant enrolledAt,
        Instant lostAt) {
    private static final long LEAP = 1_000_000;

    public HostRecord {
        labels = java.util.Collections.unmodifiableMap(new TreeMap<>(labels));
    }

    public HostRecord withLabels(Map<String, String> changed) {
        return new HostRecord(id, name, state, changed, hold, generation, revision + 1, ackSeq, os, enrolledAt, lostAt);
    }

    public HostRecord withHold(Hold changed) {
        return new HostRecord(
                id, name, state, labels, changed, generation, revision + 1, ackSeq, os, enrolledAt, lostAt);
    }

    public HostRecord retired() {
        return new HostRecord(
                id, name, HostState.RETIRED, labels, hold, generation, revision + 1, ackSeq, os, enrolledAt, null);
    }

    public HostRecord nextGeneration() {
        return new HostRecord(id, name, state, labels, hold, generation + 1, revision, ackSeq, os, enrolledAt, lostAt);
    }

    /** Far beyond every generation that was given out after a backup was made and before it was restored. */
    public HostRecord leap() {
        return new HostRecord(
                id, name, state, labels, hold, generation + LEAP, revision + LEAP, ackSeq, os, enrolledAt, lostAt);
    }

    /** Ahead of {@code observed}, which the host has seen already: this controller was set back to an older backup. */
    public HostRecord aheadOf(long observed) {
        return new HostRecord(id, name, state, labels, hold, observed + 1, revision, ackSeq, os, enrolledAt, lostAt);
    }

    public HostRecord withAckSeq(long seq) {
        return new HostRecord(id, name, state, labels, hold, generation, revision, seq, os, enrolledAt, lostAt);
    }

    public HostRecord withLostAt(Instant when) {
        return new HostRecord(id, name, state, labels, hold, generation, revision, ackSeq, os, enrolledAt, when);
    }

    public boolean isActive() {
        return state == HostState.ACTIVE;
    }
}
