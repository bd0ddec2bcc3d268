package io.globohub.common.state;

import io.globohub.common.manifest.ManifestId;
import java.time.Instant;
import java.util.List;

/**
 * One execution of a plan on a host, running or ended.
 *
 * @param outcome null while it runs
 * @param previous what was active before, or null
 * @param step the step it is in, or null once ended
 */
public record DeploymentReport(
        String id,
        ManifestId manifestId,
        ManifestId previous,
        String rolloutId,
        int attempt,
        Instant startedAt,
        Instant endedAt,
        Outcome outcome,
        String step,
        List<StepReport> steps,
        Failure failure) {

    /** How a deployment ended. */
    public enum Outcome {
        SUCCEEDED,
        /** Failed; what served before serves on. */
        FAILED,
        /** Failed after the switch; the previous version was brought back. */
        ROLLED_BACK
    }

    public DeploymentReport {
        steps = List.copyOf(steps == null ? List.of() : steps);
    }
}
