package io.globohub.agent.deploy;

import io.globohub.agent.state.StateFile;
import io.globohub.common.disk.CrashPoint;
import io.globohub.common.json.CanonicalJson;
import io.globohub.common.state.DeploymentReport;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Reason;
import io.globohub.common.state.StepReport;
import io.globohub.common.time.Sleeper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;

/**
 * Runs the steps of one deployment that its journal does not yet have. Each is journaled before and after; a step that
 * fails for want of the network is tried again with backoff until it works or the deployment is no longer wanted.
 *
 * <p>One thread at a time for one app.
 */
public final class Pipeline {
    private static final int MAX_RESUMES = 5;
    private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    private static final Duration LAST_RETRY = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final List<Step> steps;
    private final Reversal reversal;
    private final CrashPoint crashPoint;
    private final Clock clock;
    private final Sleeper sleeper;
    private final DoubleSupplier random;

    public Pipeline(
            List<Step> steps,
            Reversal reversal,
            CrashPoint crashPoint,
            Clock clock,
            Sleeper sleeper,
            DoubleSupplier random) {
        this.steps = List.copyOf(steps);
        this.reversal = reversal;
        this.crashPoint = crashPoint;
        this.clock = clock;
        this.sleeper = sleeper;
        this.random = random;
    }

    /** What the pipeline tells while it runs. */
    public interface Listener {
        void progress(DeploymentReport report);
    }

    /**
     * @param start as it is in {@code file}
     * @param unwanted turns true when the deployment is no longer wanted; heeded until the switch begins
     * @return the deployment as it ended; the journal is left for the caller to clear once that is recorded
     */
    public DeploymentReport run(
            Journal start,
            StateFile<Journal> file,
            DeploymentContext context,
            BooleanSupplier unwanted,
            Listener listener)
            throws InterruptedException {
        Journal journal = start;
        for (Step step : steps) {
            if (journal.isDone(step.name())) {
                continue;
            }
            crashPoint.reached("step:" + step.name().code() + ":begin");
            journal = journal.beginning(step.name());
            file.write(journal);
            listener.progress(report(journal, null, null, step.name()));
            long began = clock.millis();
            StepOutcome outcome = attempt(step, context, unwanted);
            double seconds = (clock.millis() - began) / 1000.0;
            if (outcome instanceof StepOutcome.Failed failed) {
                StepReport last = new StepReport(
                        step.name().code(), "failed", seconds, failed.failure().detail());
                return failed(journal.finishing(last), context, step.name(), failed.failure());
            }
            journal = journal.finishing(described(step.name(), outcome, seconds));
            crashPoint.reached("step:" + step.name().code() + ":end");
            file.write(journal);
        }
        return report(journal, DeploymentReport.Outcome.SUCCEEDED, null, null);
    }

    private StepOutcome attempt(Step step, DeploymentContext context, BooleanSupplier unwanted)
            throws InterruptedException {
        for (int tries = 0; ; tries++) {
            if (unwanted.getAsBoolean() && step.name().compareTo(StepName.ACTIVATE) < 0) {
                return new StepOutcome.Failed(
                        new Failure(Reason.ABORTED, "something else was asked for before the switch"));
            }
            StepOutcome outcome = run(step, context);
            if (!(outcome instanceof StepOutcome.Failed failed) || !failed.transientFault()) {
                return outcome;
            }
            long wait = retryMillis(tries);
            context.progress().accept(failed.failure().detail() + "; next try in " + wait / 1000 + " s");
            for (long waited = 0; waited < wait && !unwanted.getAsBoolean(); waited += PATIENCE.toMillis()) {
                sleeper.sleep(PATIENCE);
            }
        }
    }

    private long retryMillis(int tries) {
        long doubled = FIRST_RETRY.toMillis() << Math.min(tries, 10);
        return Math.round(Math.min(doubled, LAST_RETRY.toMillis()) * (0.5 + 0.5 * random.getAsDouble()));
    }

    private static StepOutcome run(Step step, DeploymentContext context) throws InterruptedException {
        try {
            return step.run(context);
        } catch (RuntimeException fault) {
            StringWriter trace = new StringWriter();
            fault.printStackTrace(new PrintWriter(trace));
            return new StepOutcome.Failed(new Failure(
                    Reason.AGENT_ERROR,
                    "the step " + step.name().code() + " broke: " + fault,
                    trace.toString().lines().limit(Failure.MAX_EVIDENCE).toList()));
        }
    }

    private static StepReport described(StepName step, StepOutcome outcome, double seconds) {
        return outcome instanceof StepOutcome.Skipped skipped
                ? new StepReport(step.code(), "skipped", seconds, skipped.detail())
                : new StepReport(step.code(), "done", seconds, ((StepOutcome.Done) outcome).detail());
    }

    private DeploymentReport failed(Journal journal, DeploymentContext context, StepName step, Failure failure)
            throws InterruptedException {
        if (step.compareTo(StepName.ACTIVATE) < 0) {
            return report(journal, DeploymentReport.Outcome.FAILED, failure, null);
        }
        return switch (reversal.bringBack(context)) {
            case NEVER_STOPPED, NOTHING_BEFORE -> report(journal, DeploymentReport.Outcome.FAILED, failure, null);
            case BROUGHT_BACK -> report(journal, DeploymentReport.Outcome.ROLLED_BACK, failure, null);
            case NOT_BROUGHT_BACK ->
                report(
                        journal,
                        DeploymentReport.Outcome.FAILED,
                        new Failure(
                                failure.reason(),
                                failure.detail() + "; and the previous version did not come back at once",
                                failure.evidence()),
                        null);
        };
    }

    /** A deployment found unfinished at the agent's start: taken up again, but not for ever. */
    public static boolean mayResume(Journal journal) {
        return journal.resumes() < MAX_RESUMES;
    }

    /** Ends a deployment that will not be taken up again. */
    public DeploymentReport giveUp(Journal journal, DeploymentContext context) throws InterruptedException {
        StepName reached = journal.begun() == null
                ? StepName.RESERVE
                : StepName.valueOf(journal.begun().toUpperCase(java.util.Locale.ROOT));
        return failed(
                journal,
                context,
                reached,
                new Failure(
                        Reason.AGENT_ERROR,
                        "the agent stopped " + journal.resumes() + " times in the middle of it, last in the step "
                                + reached.code()));
    }

    private DeploymentReport report(
            Journal journal, DeploymentReport.Outcome outcome, Failure failure, StepName current) {
        return new DeploymentReport(
                journal.id(),
                CanonicalJson.idOf(journal.target()),
                journal.previous() == null ? null : CanonicalJson.idOf(journal.previous()),
                journal.rolloutId(),
                journal.attempt(),
                journal.startedAt(),
                outcome == null ? null : clock.instant(),
                outcome,
                current == null ? null : current.code(),
                new ArrayList<>(journal.done()),
                failure);
    }
}
