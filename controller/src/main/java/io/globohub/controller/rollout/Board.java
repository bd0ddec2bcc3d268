package io.globohub.controller.rollout;

import io.globohub.common.event.EventKind;
import io.globohub.common.protocol.RolloutView.HostStatus;
import io.globohub.controller.records.NewEvent;
import io.globohub.controller.records.Rollout;
import io.globohub.controller.records.RolloutHost;
import io.globohub.controller.records.RolloutProgress;
import io.globohub.controller.rollout.Decision.Assign;
import io.globohub.controller.rollout.Decision.HostStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The working copy of one decision: hosts and progress as they become, and what was changed on the way. Confined to one
 * call of {@link RolloutDecider}; no I/O.
 */
final class Board {
    private final Rollout rollout;
    private final Map<String, HostFacts> facts;
    private final Instant now;
    private final Map<String, RolloutHost> hosts = new LinkedHashMap<>();
    private final Map<String, HostStep> steps = new LinkedHashMap<>();
    private final List<NewEvent> events = new ArrayList<>();
    private RolloutProgress progress;

    Board(Rollout rollout, List<RolloutHost> hosts, Map<String, HostFacts> facts, Instant now) {
        this.rollout = rollout;
        this.facts = facts;
        this.now = now;
        this.progress = rollout.progress();
        hosts.forEach(host -> this.hosts.put(host.hostId(), host));
    }

    Rollout rollout() {
        return rollout;
    }

    Instant now() {
        return now;
    }

    RolloutProgress progress() {
        return progress;
    }

    void progress(RolloutProgress changed) {
        progress = changed;
    }

    /** Null when the host was retired. */
    HostFacts facts(RolloutHost host) {
        return facts.get(host.hostId());
    }

    List<RolloutHost> hosts(Predicate<RolloutHost> which) {
        return hosts.values().stream().filter(which).toList();
    }

    List<RolloutHost> in(HostStatus... statuses) {
        List<HostStatus> wanted = List.of(statuses);
        return hosts(host -> wanted.contains(host.status()));
    }

    long count(HostStatus status) {
        return in(status).size();
    }

    void put(RolloutHost host) {
        HostStep before = steps.get(host.hostId());
        hosts.put(host.hostId(), host);
        steps.put(host.hostId(), new HostStep(host, before == null ? null : before.assign()));
    }

    void put(RolloutHost host, Assign assign) {
        hosts.put(host.hostId(), host);
        steps.put(host.hostId(), new HostStep(host, assign));
    }

    NewEvent event(EventKind kind, String message) {
        return NewEvent.of(kind, NewEvent.CONTROLLER, message)
                .ofApp(rollout.app(), rollout.version())
                .inRollout(rollout.id());
    }

    void note(NewEvent event) {
        events.add(event);
    }

    Decision decision() {
        return new Decision(progress, List.copyOf(steps.values()), events);
    }
}
