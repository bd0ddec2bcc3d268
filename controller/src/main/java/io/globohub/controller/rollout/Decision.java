package io.globohub.controller.rollout;

import io.globohub.common.manifest.ManifestId;
import io.globohub.common.state.Goal;
import io.globohub.controller.records.NewEvent;
import io.globohub.controller.records.RolloutHost;
import io.globohub.controller.records.RolloutProgress;
import java.util.List;

/**
 * What follows from what is remembered and seen.
 *
 * @param progress how the rollout stands afterwards
 * @param steps the hosts that change within the rollout
 * @param events for the ledger
 */
record Decision(RolloutProgress progress, List<HostStep> steps, List<NewEvent> events) {
    Decision {
        steps = List.copyOf(steps);
        events = List.copyOf(events);
    }

    /** How many hosts are told something. */
    long told() {
        return steps.stream().filter(step -> step.assign() != null).count();
    }

    /** @param assign what the host is told, or null when only its place in the rollout changes */
    record HostStep(RolloutHost host, Assign assign) {}

    /**
     * What a host is told.
     *
     * @param manifest the manifest to name, also when the goal is stopped or absent
     * @param restart whether a fresh process is asked for
     */
    record Assign(Goal goal, ManifestId manifest, boolean retry, boolean restart) {}
}
