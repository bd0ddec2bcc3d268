package io.globohub.controller.records;

import io.globohub.common.protocol.RolloutView.Status;
import io.globohub.common.state.Reason;
import java.time.Instant;

/**
 * How far a rollout is.
 *
 * @param batch the batch in work, 1-based; 0 before the first
 * @param gateOpensAt when the batch in work has baked, or null while it is not healthy yet
 * @param awaitingPromotion the canary has baked and a person has to promote it
 * @param promoted somebody (or the policy) let it past the canary
 * @param acceptedFailures failures that a resume has put up with
 * @param rollbackBy when a host that could not be brought back counts as failed
 * @param late it is over, but hosts that were stale still get the change when they return
 */
public record RolloutProgress(
        Status status,
        Reason reason,
        String detail,
        int batch,
        int batches,
        Instant gateOpensAt,
        boolean awaitingPromotion,
        boolean promoted,
        int acceptedFailures,
        Instant rollbackBy,
        Instant endedAt,
        boolean late) {

    /** At the start, before the first of {@code batches}. */
    public static RolloutProgress starting(int batches) {
        return new RolloutProgress(Status.RUNNING, null, null, 0, batches, null, false, false, 0, null, null, false);
    }

    public RolloutProgress to(Status next, Reason why, String sentence) {
        return new RolloutProgress(
                next, why, sentence, batch, batches, null, false, promoted, acceptedFailures, rollbackBy, null, false);
    }

    public RolloutProgress ended(Status last, Reason why, String sentence, Instant at, boolean owing) {
        return new RolloutProgress(
                last, why, sentence, batch, batches, null, false, promoted, acceptedFailures, rollbackBy, at, owing);
    }

    public RolloutProgress inBatch(int number, int ofBatches) {
        return new RolloutProgress(
                status,
                reason,
                detail,
                number,
                ofBatches,
                null,
                false,
                promoted,
                acceptedFailures,
                rollbackBy,
                endedAt,
                late);
    }

    public RolloutProgress gateAt(Instant opens) {
        return new RolloutProgress(
                status,
                reason,
                detail,
                batch,
                batches,
                opens,
                awaitingPromotion,
                promoted,
                acceptedFailures,
                rollbackBy,
                endedAt,
                late);
    }

    public RolloutProgress awaiting(boolean waits, boolean passed) {
        return new RolloutProgress(
                status,
                reason,
                detail,
                batch,
                batches,
                gateOpensAt,
                waits,
                passed,
                acceptedFailures,
                rollbackBy,
                endedAt,
                late);
    }

    public RolloutProgress accepting(int failures) {
        return new RolloutProgress(
                status,
                reason,
                detail,
                batch,
                batches,
                gateOpensAt,
                awaitingPromotion,
                promoted,
                failures,
                rollbackBy,
                endedAt,
                late);
    }

    public RolloutProgress rollingBackUntil(Instant limit) {
        return new RolloutProgress(
                status,
                reason,
                detail,
                batch,
                batches,
                gateOpensAt,
                awaitingPromotion,
                promoted,
                acceptedFailures,
                limit,
                endedAt,
                late);
    }

    public RolloutProgress owing(boolean still) {
        return new RolloutProgress(
                status,
                reason,
                detail,
                batch,
                batches,
                gateOpensAt,
                awaitingPromotion,
                promoted,
                acceptedFailures,
                rollbackBy,
                endedAt,
                still);
    }
}
