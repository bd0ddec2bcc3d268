package io.globohub.controller.rollout;

import io.globohub.common.json.CanonicalJson;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Digest;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.protocol.RolloutRequest.OnFailure;
import io.globohub.common.selector.Selector;
import io.globohub.common.state.Goal;
import java.util.Set;

/**
 * A checked wish for a rollout, every default filled in.
 *
 * @param manifest what shall run; null unless the goal is running, and for a restart of what is there
 * @param likeEnvironments packs that have the same requirements as that of {@code manifest}
 */
record PlanInput(
        AppName app,
        Manifest manifest,
        Set<Digest> likeEnvironments,
        Goal goal,
        Selector selector,
        BatchSize batch,
        int canary,
        boolean autoPromote,
        int maxFailures,
        int bakeSeconds,
        Integer deadlineSeconds,
        OnFailure onFailure,
        String spreadBy,
        boolean retry,
        String comment) {

    PlanInput {
        likeEnvironments = Set.copyOf(likeEnvironments);
    }

    boolean isRestart() {
        return goal == Goal.RUNNING && manifest == null;
    }

    ManifestId manifestId() {
        return manifest == null ? null : CanonicalJson.idOf(manifest);
    }
}
