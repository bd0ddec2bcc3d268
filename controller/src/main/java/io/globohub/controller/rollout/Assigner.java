package io.globohub.controller.rollout;

import io.globohub.common.event.EventKind;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.state.Assignment;
import io.globohub.controller.records.HostRecord;
import io.globohub.controller.records.NewEvent;
import io.globohub.controller.records.Rollout;
import io.globohub.controller.records.RolloutHost;
import io.globohub.controller.records.Session;
import io.globohub.controller.rollout.Decision.Assign;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Tells a host what to run: a new generation of its desired state, and an entry in the ledger. */
final class Assigner {
    private Assigner() {}

    /**
     * Writes the assignment, or leaves it when this rollout has said so already.
     *
     * @param manifest the one that {@code assign} names
     * @return the host's place in the rollout, with the generation and attempt by which its deployment is known
     */
    static RolloutHost assign(
            Session session, Rollout rollout, RolloutHost host, Assign assign, Manifest manifest, String actor) {
        HostRecord record = session.hosts().byId(host.hostId()).orElseThrow();
        Optional<Assignment> before = session.assignments().of(record.id(), rollout.app());
        // computed once: an id is a digest of the whole manifest
        ManifestId beforeId = before.map(Assignment::manifestId).orElse(null);
        int attempt = before.map(Assignment::attempt).orElse(0) + (assign.retry() ? 1 : 0);
        boolean same = before.isPresent()
                && before.get().goal() == assign.goal()
                && assign.manifest().equals(beforeId)
                && before.get().attempt() == attempt
                // said anew by another rollout it is a new word: it ends what somebody chose on the host itself
                && rollout.id().equals(before.get().rolloutId());
        if (same) {
            return host.assigned(before.get().generation(), attempt);
        }
        HostRecord next = record.nextGeneration();
        session.hosts().update(next);
        Assignment after = new Assignment(
                rollout.app(),
                assign.goal(),
                manifest,
                next.generation(),
                rollout.id(),
                attempt,
                before.map(Assignment::restart).orElse(0) + (assign.restart() ? 1 : 0));
        session.assignments().put(record.id(), after);
        session.ledger().append(event(rollout, record, before.orElse(null), beforeId, after, assign.manifest(), actor));
        return host.assigned(next.generation(), attempt);
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
