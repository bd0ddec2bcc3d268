package io.globohub.controller.rollout;

import io.globohub.common.json.CanonicalJson;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.protocol.RolloutRequest.OnFailure;
import io.globohub.common.selector.Selector;
import io.globohub.common.state.Goal;

/**
 * A checked wish for a rollout, every default filled in.
 *
 * @param manifest what shall run; null unless the goal is running
 */
record PlanInput(
        AppName app,
        Manifest manifest,
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

    ManifestId manifestId() {
        return manifest == null ? null : CanonicalJson.idOf(manifest);
    }
}
