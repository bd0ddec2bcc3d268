package io.globohub.controller.records;

import io.globohub.common.manifest.ManifestId;
import io.globohub.common.protocol.RolloutView.HostStatus;
import io.globohub.common.state.Goal;
import io.globohub.common.state.Reason;
import java.time.Instant;
import java.util.List;

/**
 * One host of a rollout.
 *
 * @param batch 1-based; 0 when nothing has to be done on the host
 * @param target what it shall run
 * @param fromManifest what was assigned before, or null
 * @param fromGoal the goal before, or null
 * @param touched whether the rollout changed the host's assignment
 * @param generation the host's generation at which this rollout last changed it
 * @param processBefore the process that a restart has to replace, as {@code pid@start}; null for anything else
 * @param attempt of the assignment, to tell its deployments from earlier ones
 * @param healthyAt since when it serves the target
 */
public record RolloutHost(
        String rolloutId,
        String hostId,
        String name,
        int batch,
        HostStatus status,
        ManifestId target,
        ManifestId fromManifest,
        Goal fromGoal,
        boolean touched,
        long generation,
        int attempt,
        String processBefore,
        Reason reason,
        String detail,
        List<String> evidence,
        Instant startedAt,
        Instant healthyAt,
        Instant endedAt) {
    public RolloutHost {
        evidence = List.copyOf(evidence == null ? List.of() : evidence);
    }

    /** In {@code next}; times are kept. */
    public RolloutHost to(HostStatus next) {
        return copy(batch, next, touched, generation, attempt, reason, detail, evidence, startedAt, healthyAt, endedAt);
    }

    /** Over, for the reason given (null when all is well). */
    public RolloutHost ended(HostStatus last, Reason why, String sentence, List<String> lines, Instant at) {
        return copy(batch, last, touched, generation, attempt, why, sentence, lines, startedAt, healthyAt, at);
    }

    /** Over, keeping the reason it already has. */
    public RolloutHost ended(HostStatus last, Instant at) {
        return ended(last, reason, detail, evidence, at);
    }

    public RolloutHost waitingIn(int newBatch) {
        return copy(
                newBatch, HostStatus.WAITING, touched, generation, attempt, null, null, List.of(), null, null, null);
    }

    public RolloutHost updating(Instant at) {
        return copy(batch, HostStatus.UPDATING, true, generation, attempt, null, null, List.of(), at, null, null);
    }

    /** Serving the target since {@code at}, or no longer when null. */
    public RolloutHost healthy(Instant at) {
        return copy(
                batch,
                at == null ? HostStatus.UPDATING : HostStatus.BAKING,
                touched,
                generation,
                attempt,
                reason,
                detail,
                evidence,
                startedAt,
                at,
                endedAt);
    }

    /** As the assignment was really written. */
    public RolloutHost assigned(long atGeneration, int withAttempt) {
        return copy(
                batch,
                status,
                touched,
                atGeneration,
                withAttempt,
                reason,
                detail,
                evidence,
                startedAt,
                healthyAt,
                endedAt);
    }

    /** To be given another process than this one. */
    public RolloutHost replacing(String process) {
        return new RolloutHost(
                rolloutId,
                hostId,
                name,
                batch,
                status,
                target,
                fromManifest,
                fromGoal,
                touched,
                generation,
                attempt,
                process,
                reason,
                detail,
                evidence,
                startedAt,
                healthyAt,
                endedAt);
    }

    /** Whether a rollback has something to bring back: the rollout changed what the host had. */
    public boolean canGoBack() {
        return touched && !(target.equals(fromManifest) && fromGoal == Goal.RUNNING);
    }

    private RolloutHost copy(
            int newBatch,
            HostStatus newStatus,
            boolean newTouched,
            long newGeneration,
            int newAttempt,
            Reason newReason,
            String newDetail,
            List<String> newEvidence,
            Instant newStartedAt,
            Instant newHealthyAt,
            Instant newEndedAt) {
        return new RolloutHost(
                rolloutId,
                hostId,
                name,
                newBatch,
                newStatus,
                target,
                fromManifest,
                fromGoal,
                newTouched,
                newGeneration,
                newAttempt,
                processBefore,
                newReason,
                newDetail,
                newEvidence,
                newStartedAt,
                newHealthyAt,
                newEndedAt);
    }
}
