package io.globohub.common.protocol;

import io.globohub.common.manifest.AppName;
import io.globohub.common.state.Failure;
import io.globohub.common.state.StepReport;
import java.time.Instant;
import java.util.List;

/** Why a host is as it is: for each app the chain of facts that led here, and what happens next by itself. */
public record Explanation(String host, Freshness freshness, Instant lastSeenAt, List<AppExplanation> apps) {

    /**
     * @param verdict one sentence
     * @param chain facts in order, from the wish to what is
     * @param failure the reason with its evidence, or null
     * @param steps steps of the last deployment
     * @param nextAction what happens by itself, and when, or what a person has to do
     */
    public record AppExplanation(
            AppName app,
            String verdict,
            List<String> chain,
            Failure failure,
            String remedy,
            List<StepReport> steps,
            String nextAction,
            Instant nextActionAt) {}
}
