package io.globohub.controller.store;

import io.globohub.controller.records.Changes;
import java.util.HashSet;
import java.util.Set;

/** What one piece of work changes, noted on the way. Confined to the writer's thread. */
final class ChangeNotes {
    private final Set<String> desired = new HashSet<>();
    private final Set<String> hosts = new HashSet<>();
    private final Set<String> rollouts = new HashSet<>();
    private final Set<String> logs = new HashSet<>();
    private long lastSeq;
    private boolean seen;

    void desired(String hostId) {
        desired.add(hostId);
    }

    void host(String hostId) {
        hosts.add(hostId);
    }

    void rollout(String id) {
        rollouts.add(id);
    }

    /** @param id of a request for a log, or of a host that has other requests than before */
    void log(String id) {
        logs.add(id);
    }

    void entry(long seq) {
        lastSeq = Math.max(lastSeq, seq);
    }

    void seen() {
        seen = true;
    }

    /** These and {@code others}. */
    void add(ChangeNotes others) {
        desired.addAll(others.desired);
        hosts.addAll(others.hosts);
        rollouts.addAll(others.rollouts);
        logs.addAll(others.logs);
        lastSeq = Math.max(lastSeq, others.lastSeq);
        seen |= others.seen;
    }

    /** As others shall hear it: to them what was seen here was seen elsewhere. */
    Changes toOthers() {
        return new Changes(desired, hosts, rollouts, logs, lastSeq, seen, false);
    }
}
