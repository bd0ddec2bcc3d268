package io.globohub.controller.rollout;

import io.globohub.common.manifest.ManifestId;
import io.globohub.common.protocol.RolloutPlan;
import io.globohub.common.state.Goal;
import io.globohub.common.state.Reason;
import java.util.List;

/**
 * What a rollout would do.
 *
 * @param batchLimit hosts at once
 */
record Plan(PlanInput input, List<Place> places, int batches, int batchLimit, List<String> warnings) {

    /**
     * One host's place in the plan.
     *
     * @param target what it shall run, or null when there is nothing to do
     * @param skip why it is left out, or null
     */
    record Place(
            RolloutPlan.PlannedHost planned, ManifestId target, ManifestId fromManifest, Goal fromGoal, Reason skip) {

        Place inBatch(int batch) {
            return new Place(
                    new RolloutPlan.PlannedHost(
                            planned.id(),
                            planned.name(),
                            batch,
                            planned.action(),
                            planned.from(),
                            planned.fromManifest(),
                            planned.fetchBytes(),
                            planned.environment(),
                            planned.restart(),
                            planned.losesMemory(),
                            planned.detail()),
                    target,
                    fromManifest,
                    fromGoal,
                    skip);
        }

        boolean isChange() {
            return skip == null && !planned.action().equals(RolloutPlanner.NONE);
        }
    }

    int changes() {
        return (int) places.stream().filter(Place::isChange).count();
    }
}
