package io.globohub.controller.records;

import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.manifest.Version;
import io.globohub.common.state.Goal;
import java.time.Instant;

/**
 * A change of a selection of hosts, as it is remembered.
 *
 * @param version null when the goal is not a version (stopped, absent, or a restart of what is there)
 * @param manifestId null likewise
 * @param selector empty for every host
 * @param revision grows with every change: who acts on an older one acts on nothing
 */
public record Rollout(
        String id,
        AppName app,
        Version version,
        ManifestId manifestId,
        Goal goal,
        String selector,
        RolloutPolicy policy,
        RolloutProgress progress,
        String createdBy,
        String comment,
        Instant createdAt,
        long revision) {

    /** Whether hosts keep what they have and only get a fresh process of it. */
    public boolean isRestart() {
        return goal == Goal.RUNNING && manifestId == null;
    }

    /** The next revision, with {@code changed} progress. */
    public Rollout with(RolloutProgress changed) {
        return new Rollout(
                id,
                app,
                version,
                manifestId,
                goal,
                selector,
                policy,
                changed,
                createdBy,
                comment,
                createdAt,
                revision + 1);
    }
}
