package io.globohub.common.protocol;

import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.manifest.Version;
import io.globohub.common.state.Goal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A rollout as it stands.
 *
 * @param counts hosts by {@link HostStatus}
 * @param batch the batch in work, 1-based
 * @param hosts every host with its state; null in lists
 */
public record RolloutView(
        String id,
        AppName app,
        Version version,
        ManifestId manifestId,
        Goal goal,
        String selector,
        Status status,
        String reason,
        String detail,
        String createdBy,
        String comment,
        Instant createdAt,
        Instant endedAt,
        int batch,
        int batches,
        String batchSize,
        int maxFailures,
        int bakeSeconds,
        Instant gateOpensAt,
        Instant deadlineAt,
        boolean awaitingPromotion,
        Map<String, Integer> counts,
        List<RolloutHost> hosts) {

    /** Where a rollout is in its life. */
    public enum Status {
        RUNNING,
        PAUSED,
        ROLLING_BACK,
        SUCCEEDED,
        FAILED,
        ROLLED_BACK,
        ABORTED;

        /** Whether nothing happens any more. */
        public boolean isFinished() {
            return this == SUCCEEDED || this == FAILED || this == ROLLED_BACK || this == ABORTED;
        }
    }

    /** Where one host is within a rollout. */
    public enum HostStatus {
        WAITING,
        UPDATING,
        BAKING,
        DONE,
        FAILED,
        SKIPPED,
        ROLLING_BACK,
        ROLLED_BACK
    }

    /** One host of a rollout. */
    public record RolloutHost(
            String id,
            String name,
            int batch,
            HostStatus status,
            ManifestId from,
            String reason,
            String detail,
            List<String> evidence,
            Instant startedAt,
            Instant endedAt) {}
}
