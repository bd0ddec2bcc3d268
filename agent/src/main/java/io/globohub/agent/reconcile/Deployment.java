package io.globohub.agent.reconcile;

import io.globohub.agent.deploy.DeploymentContext;
import io.globohub.agent.deploy.Journal;
import io.globohub.agent.deploy.Pipeline;
import io.globohub.agent.ledger.Ledger;
import io.globohub.agent.state.AppMemory;
import io.globohub.agent.state.AppRecord;
import io.globohub.agent.state.StateFile;
import io.globohub.common.event.EventKind;
import io.globohub.common.json.CanonicalJson;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.manifest.StateKind;
import io.globohub.common.state.DeploymentReport;
import io.globohub.common.state.Reason;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One deployment of one app from its start to its recorded end. Runs on a thread of its own; {@link #report} and
 * {@link #abandon} may be called from any.
 *
 * <p>Its outcome is recorded in this order: the app's record, the ledger, and only then is the journal cleared; after a
 * crash in between, the deployment is taken up again and ends in the same outcome, told once.
 */
final class Deployment implements Runnable {
    private final Pipeline pipeline;
    private final Journal journal;
    private final StateFile<Journal> file;
    private final AppMemory memory;
    private final Ledger ledger;
    private final Path staging;
    private final Runnable ended;
    private final AtomicBoolean unwanted = new AtomicBoolean();
    private volatile DeploymentReport report;
    private volatile String progress = "";
    private volatile Thread thread;

    Deployment(
            Pipeline pipeline,
            Journal journal,
            StateFile<Journal> file,
            AppMemory memory,
            Ledger ledger,
            Path staging,
            Runnable ended) {
        this.pipeline = pipeline;
        this.journal = journal;
        this.file = file;
        this.memory = memory;
        this.ledger = ledger;
        this.staging = staging;
        this.ended = ended;
    }

    ManifestId target() {
        return CanonicalJson.idOf(journal.target());
    }

    int attempt() {
        return journal.attempt();
    }

    /** The deployment as it stands, or null before its first step. */
    DeploymentReport report() {
        return report;
    }

    /** How far a long step is, for people. */
    String progress() {
        return progress;
    }

    /** Ends it before the switch, if that has not begun: something else is wanted. */
    void abandon() {
        unwanted.set(true);
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        try {
            DeploymentContext context = new DeploymentContext(
                    journal.id(),
                    journal.target(),
                    Optional.ofNullable(journal.previous()),
                    Optional.ofNullable(journal.predecessor()),
                    staging.resolve(journal.id()),
                    words -> progress = words);
            if (journal.resumes() == 0) {
                ledger.record(Ledger.Fact.of(
                        EventKind.DEPLOYMENT_STARTED, journal.target().app(), target(), "deploying " + target()));
            }
            DeploymentReport end = Pipeline.mayResume(journal)
                    ? pipeline.run(journal, file, context, unwanted::get, running -> report = running)
                    : pipeline.giveUp(journal, context);
            conclude(end);
        } catch (InterruptedException shuttingDown) {
            // the journal stays: the next start of the agent takes the deployment up again
            Thread.currentThread().interrupt();
        } finally {
            ended.run();
        }
    }

    private void conclude(DeploymentReport end) {
        boolean superseded = end.failure() != null && end.failure().reason() == Reason.ABORTED;
        boolean lost = end.outcome() == DeploymentReport.Outcome.SUCCEEDED
                && journal.predecessor() != null
                && journal.previous().settings().state() == StateKind.MEMORY;
        memory.change(record -> {
            AppRecord next = record.withDeployment(end);
            if (end.failure() != null && !superseded) {
                next = next.withFailed(new AppRecord.FailedAttempt(target(), journal.attempt(), end.failure()));
            }
            return lost ? next.countingLoss() : next;
        });
        if (!ledger.hasOutcomeOf(end.id())) {
            ledger.record(fact(end));
            if (lost) {
                ledger.record(Ledger.Fact.of(
                        EventKind.DATA_LOST,
                        journal.target().app(),
                        target(),
                        "the switch replaced the process: what the app kept in memory is gone"));
            }
        }
        report = end;
        file.clear();
    }

    private Ledger.Fact fact(DeploymentReport end) {
        EventKind kind = switch (end.outcome()) {
            case SUCCEEDED -> EventKind.DEPLOYMENT_SUCCEEDED;
            case FAILED -> EventKind.DEPLOYMENT_FAILED;
            case ROLLED_BACK -> EventKind.DEPLOYMENT_ROLLED_BACK;
        };
        String message = end.failure() == null
                ? target() + " serves"
                : target() + " was not brought into service: " + end.failure().detail();
        return Ledger.Fact.of(kind, journal.target().app(), target(), message)
                .with(end.failure())
                .with(end);
    }

    /** Interrupts it for the agent's own end. */
    void interrupt() {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }
}
