package io.globohub.controller.rollout;

import io.globohub.common.event.EventKind;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.state.Assignment;
import io.globohub.controller.catalogue.ManifestMaker;
import io.globohub.controller.records.HostRecord;
import io.globohub.controller.records.NewEvent;
import io.globohub.controller.records.Rollout;
import io.globohub.controller.records.RolloutHost;
import io.globohub.controller.records.Session;
import io.globohub.controller.rollout.Decision.Assign;
import io.globohub.controller.rollout.Decision.HostStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells hosts what to run: a new generation of each one's desired state, and an entry in the ledger. What is there is
 * read for all hosts at once, and what changes is written at once. For one decision.
 */
final class Assigner {
    private final Session session;
    private final Rollout rollout;
    private final String actor;
    private final Map<String, HostRecord> hosts = new HashMap<>();
    private final Map<String, Assignment> before = new HashMap<>();
    private final Map<ManifestId, Manifest> manifests = new HashMap<>();
    private final ManifestIds ids = new ManifestIds();
    private final List<HostRecord> changed = new ArrayList<>();
    private final Map<String, Assignment> assigned = new LinkedHashMap<>();
    private final List<NewEvent> events = new ArrayList<>();

    private Assigner(Session session, Rollout rollout, String actor) {
        this.session = session;
        this.rollout = rollout;
        this.actor = actor;
    }

    /**
     * Writes what {@code steps} tell their hosts, where this rollout has not said so already.
     *
     * @return the places of all of them in the rollout, with the generations and attempts by which deployments are known
     */
    static List<RolloutHost> assign(Session session, Rollout rollout, List<HostStep> steps, String actor) {
        Assigner assigner = new Assigner(session, rollout, actor);
        assigner.read(steps.stream()
                .filter(step -> step.assign() != null)
                .map(step -> step.host().hostId())
                .toList());
        List<RolloutHost> places = steps.stream()
                .map(step -> step.assign() == null ? step.host() : assigner.told(step.host(), step.assign()))
                .toList();
        assigner.write();
        return places;
    }

    private void read(List<String> hostIds) {
        session.hosts().byIds(hostIds).forEach(host -> hosts.put(host.id(), host));
        session.assignments()
                .of(hostIds)
                .forEach((id, all) -> all.stream()
                        .filter(one -> one.app().equals(rollout.app()))
                        .forEach(one -> before.put(id, one)));
    }

    private RolloutHost told(RolloutHost host, Assign assign) {
        HostRecord record = Optional.ofNullable(hosts.get(host.hostId())).orElseThrow();
        Optional<Assignment> had = Optional.ofNullable(before.get(record.id()));
        ManifestId hadId = had.map(one -> ids.of(one.manifest())).orElse(null);
        int attempt = had.map(Assignment::attempt).orElse(0) + (assign.retry() ? 1 : 0);
        boolean same = had.isPresent()
                && had.get().goal() == assign.goal()
                && assign.manifest().equals(hadId)
                && had.get().attempt() == attempt
                // said anew by another rollout it is a new word: it ends what somebody chose on the host itself
                && rollout.id().equals(had.get().rolloutId());
        if (same) {
            return host.assigned(had.get().generation(), attempt);
        }
        HostRecord next = record.nextGeneration();
        Assignment after = new Assignment(
                rollout.app(),
                assign.goal(),
                manifest(assign.manifest()),
                next.generation(),
                rollout.id(),
                attempt,
                had.map(Assignment::restart).orElse(0) + (assign.restart() ? 1 : 0));
        changed.add(next);
        assigned.put(record.id(), after);
        events.add(event(rollout, record, had.orElse(null), hadId, after, assign.manifest(), actor));
        return host.assigned(next.generation(), attempt);
    }

    private Manifest manifest(ManifestId id) {
        return manifests.computeIfAbsent(
                id, unknown -> ManifestMaker.find(session, unknown).manifest());
    }

    private void write() {
        session.hosts().update(changed);
        session.assignments().put(assigned);
        events.forEach(session.ledger()::append);
    }

    private static NewEvent event(
            Rollout rollout,
            HostRecord host,
            Assignment before,
            ManifestId beforeId,
            Assignment after,
            ManifestId afterId,
            String actor) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("generation", after.generation());
        body.put("goal", after.goal());
        body.put("manifest_id", afterId);
        body.put("attempt", after.attempt());
        if (before != null) {
            body.put("before", Map.of("goal", before.goal(), "manifest_id", beforeId));
        }
        if (before != null && after.restart() > before.restart()) {
            return NewEvent.of(EventKind.RESTART_REQUESTED, actor, host.name() + " shall restart " + afterId)
                    .onHost(host.id(), host.name())
                    .ofApp(rollout.app(), after.manifest().version())
                    .inRollout(rollout.id())
                    .withBody(body);
        }
        boolean sameManifest = before != null && afterId.equals(beforeId);
        return NewEvent.of(
                        sameManifest && before.goal() != after.goal()
                                ? EventKind.GOAL_CHANGED
                                : EventKind.ASSIGNMENT_CHANGED,
                        actor,
                        host.name() + " shall have " + afterId + " "
                                + after.goal().name().toLowerCase(java.util.Locale.ROOT))
                .onHost(host.id(), host.name())
                .ofApp(rollout.app(), after.manifest().version())
                .inRollout(rollout.id())
                .withBody(body);
    }
}
