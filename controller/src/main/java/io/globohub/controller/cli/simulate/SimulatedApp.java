package io.globohub.controller.cli.simulate;

import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.state.AppObservation;
import io.globohub.common.state.Assignment;
import io.globohub.common.state.DeploymentReport;
import io.globohub.common.state.DeploymentReport.Outcome;
import io.globohub.common.state.Environment;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Goal;
import io.globohub.common.state.InstalledVersion;
import io.globohub.common.state.Phase;
import io.globohub.common.state.ProbeReport;
import io.globohub.common.state.ProcessReport;
import io.globohub.common.state.Reason;
import io.globohub.common.state.StepReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** One app on one simulated host: installs nothing, but says all that a real agent would. Not thread-safe. */
final class SimulatedApp {
    private static final Map<String, String> PACKAGES = Map.of(
            "Flask", "1.0.4",
            "Werkzeug", "0.16.1",
            "Jinja2", "2.11.3",
            "MarkupSafe", "1.1.1",
            "click", "7.1.2",
            "itsdangerous", "1.1.0",
            "gunicorn", "20.0.4");
    private static final Environment ENVIRONMENT = Environment.of(PACKAGES);
    private static final int PID = 4711;

    private final AppName name;
    private Assignment wish;
    private ManifestId wishId;
    private ManifestId active;
    private ManifestId running;
    private Assignment served;
    private Instant since;
    private DeploymentReport deployment;
    private boolean environmentSent;
    private boolean environmentTold;

    SimulatedApp(AppName name) {
        this.name = name;
    }

    AppName name() {
        return name;
    }

    DeploymentReport deployment() {
        return deployment;
    }

    boolean isDeploying() {
        return deployment != null && deployment.outcome() == null;
    }

    boolean isHere() {
        return active != null || running != null || deployment != null;
    }

    /** Takes a wish on; whether a deployment begins with it. */
    boolean wish(Assignment wanted, Instant now) {
        if (wanted.equals(wish)) {
            return false;
        }
        wish = wanted;
        wishId = wanted.manifestId();
        if (wanted.goal() != Goal.RUNNING) {
            running = null;
            active = wanted.goal() == Goal.ABSENT ? null : active;
            deployment = wanted.goal() == Goal.ABSENT ? null : deployment;
            since = now;
            return false;
        }
        boolean triedAlready = deployment != null
                && deployment.attempt() == wanted.attempt()
                && deployment.manifestId().equals(wishId);
        if (wishId.equals(running) || triedAlready) {
            return false;
        }
        deployment = report(now, null, "fetch", List.of(), null);
        return true;
    }

    private DeploymentReport report(
            Instant started, Outcome outcome, String step, List<StepReport> steps, Failure failure) {
        return new DeploymentReport(
                "dep-" + wish.generation() + "-" + wish.attempt(),
                wishId,
                active,
                wish.rolloutId(),
                wish.attempt(),
                started,
                null,
                outcome,
                step,
                steps,
                failure);
    }

    /** The running deployment ends so; gives back what it was of. */
    ManifestId end(Outcome outcome, Instant now) {
        DeploymentReport begun = deployment;
        Failure failure = outcome == Outcome.SUCCEEDED
                ? null
                : new Failure(
                        Reason.PREFLIGHT_FAILED,
                        "the simulation let it fail",
                        List.of("ModuleNotFoundError: No module named 'simulated'"));
        List<StepReport> steps = List.of(
                new StepReport("reserve", "done", 0.01, null),
                new StepReport("fetch", "done", 0.2, null),
                new StepReport("venv", "done", 3.5, null),
                new StepReport("preflight", failure == null ? "done" : "failed", 0.8, null));
        deployment = new DeploymentReport(
                begun.id(),
                begun.manifestId(),
                begun.previous(),
                begun.rolloutId(),
                begun.attempt(),
                begun.startedAt(),
                now,
                outcome,
                null,
                steps,
                failure);
        if (failure == null && wish.goal() == Goal.RUNNING && begun.manifestId().equals(wishId)) {
            active = wishId;
            running = wishId;
            served = wish;
            since = now;
            tellEnvironmentAnew();
        }
        return begun.manifestId();
    }

    void tellEnvironmentAnew() {
        environmentSent = false;
        environmentTold = false;
    }

    /** A check-in was answered: what it told need not be told again. */
    void answered() {
        environmentTold = environmentSent;
    }

    AppObservation observation(RandomGenerator random) {
        boolean serves = running != null;
        environmentSent |= serves;
        return new AppObservation(
                name,
                wish.goal(),
                active,
                null,
                active == null
                        ? List.of()
                        : List.of(new InstalledVersion(
                                active.version(),
                                active,
                                served.manifest().pack().sha256(),
                                since)),
                serves ? process(random) : null,
                serves ? Phase.SERVING : Phase.STOPPED,
                since,
                0,
                0,
                null,
                serves ? new ProbeReport(since, true, 0, 0.002 + random.nextDouble() / 100, "200 OK") : null,
                failure(),
                deployment,
                null,
                List.of(),
                serves ? environmentTold ? ENVIRONMENT.abridged() : ENVIRONMENT : null);
    }

    private Failure failure() {
        return deployment != null && Objects.equals(deployment.manifestId(), wishId) ? deployment.failure() : null;
    }

    private ProcessReport process(RandomGenerator random) {
        return new ProcessReport(
                running,
                PID,
                since,
                1,
                random.nextDouble() / 10,
                45_000_000 + random.nextInt(1_000_000),
                14,
                served.manifest().settings().bind());
    }
}
