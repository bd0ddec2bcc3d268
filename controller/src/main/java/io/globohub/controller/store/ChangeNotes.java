package io.globohub.controller.store;

import io.globohub.common.state.Assignment;
import io.globohub.controller.records.Changes;
import io.globohub.controller.records.HostNews;
import io.globohub.controller.records.HostRecord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What one piece of work changes, noted on the way. Confined to the writer's thread. */
final class ChangeNotes {
    private final Set<String> desired = new HashSet<>();
    private final Set<String> hosts = new HashSet<>();
    private final Map<String, HostNews> news = new HashMap<>();
    private final Set<String> rollouts = new HashSet<>();
    private final Set<String> logs = new HashSet<>();
    private long lastSeq;
    private boolean seen;

    /** The host has been assigned this. */
    void assigned(String hostId, Assignment assignment) {
        desired.add(hostId);
        add(hostId, new HostNews(null, Map.of(assignment.app(), assignment)));
    }

    /** The host is as {@code record} says now; a retired one is not told anything any more. */
    void host(HostRecord record) {
        hosts.add(record.id());
        if (!record.isActive()) {
            desired.add(record.id());
        }
        add(record.id(), new HostNews(record, Map.of()));
    }

    private void add(String hostId, HostNews later) {
        news.merge(hostId, later, HostNews::then);
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
        others.news.forEach(this::add);
        rollouts.addAll(others.rollouts);
        logs.addAll(others.logs);
        lastSeq = Math.max(lastSeq, others.lastSeq);
        seen |= others.seen;
    }

    /** As others shall hear it: to them what was seen here was seen elsewhere. */
    Changes toOthers() {
        return new Changes(desired, hosts, news, rollouts, logs, lastSeq, seen, false);
    }
}
