package io.globohub.agent.step;

import io.globohub.agent.deploy.DeploymentContext;
import io.globohub.agent.deploy.Step;
import io.globohub.agent.deploy.StepName;
import io.globohub.agent.deploy.StepOutcome;
import io.globohub.agent.gunicorn.Candidate;
import io.globohub.agent.probe.ProbeTarget;
import io.globohub.agent.probe.Prober;
import io.globohub.agent.probe.Verdict;
import io.globohub.common.manifest.SmokeTest;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Boots the candidate alone on a private socket, probes it, runs its smoke tests, and throws it away. What the tests
 * write into its memory goes with it and never reaches the app that serves.
 */
public final class Preflight implements Step {
    private static final Duration SMOKE_TEST_TIMEOUT = Duration.ofSeconds(10);

    private final Candidate.Trials trials;
    private final Prober prober;

    public Preflight(Candidate.Trials trials, Prober prober) {
        this.trials = trials;
        this.prober = prober;
    }

    @Override
    public StepName name() {
        return StepName.PREFLIGHT;
    }

    @Override
    public StepOutcome run(DeploymentContext context) throws InterruptedException {
        try (Candidate candidate = trials.start(context.target())) {
            ProbeTarget target = new ProbeTarget.Unix(candidate.socket());
            Optional<Failure> boot = candidate.awaitGood(
                    () -> prober.probe(context.target().settings().probe(), target));
            if (boot.isPresent()) {
                return new StepOutcome.Failed(boot.get());
            }
            for (SmokeTest test : context.target().settings().smokeTests()) {
                context.progress().accept("smoke test: " + test.name());
                Verdict verdict = prober.smokeTest(test, target, SMOKE_TEST_TIMEOUT);
                if (!verdict.isHealthy()) {
                    return new StepOutcome.Failed(new Failure(
                            Reason.SMOKE_TEST_FAILED,
                            "smoke test '" + test.name() + "': " + verdict.detail(),
                            candidate.lastLines()));
                }
            }
            int tests = context.target().settings().smokeTests().size();
            return new StepOutcome.Done(
                    "booted in private, " + tests + (tests == 1 ? " smoke test" : " smoke tests") + " passed");
        } catch (IOException e) {
            return new StepOutcome.Failed(
                    new Failure(Reason.PREFLIGHT_FAILED, "the candidate could not be started: " + e.getMessage()));
        }
    }
}
