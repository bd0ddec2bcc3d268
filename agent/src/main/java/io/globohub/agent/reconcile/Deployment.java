package io.globohub.agent.reconcile;

import io.globohub.agent.deploy.DeploymentContext;
import io.globohub.agent.deploy.Journal;
import io.globohub.agent.deploy.Pipeline;
import io.globohub.agent.ledger.Ledger;
import io.globohub.agent.state.AppMemory;
import io.globohub.agent.state.AppRecord;
import io.globohub.agent.state.StateFile;
import io.globohub.common.disk.FileTrees;
import io.globohub.common.event.EventKind;
import io.globohub.common.json.CanonicalJson;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.manifest.StateKind;
import io.globohub.common.state.DeploymentReport;
import io.globohub.common.state.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One deployment of one app from its start to its recorded end. Runs on a thread of its own; {@link #report} and
 * {@link #abandon} may be called from any.
 *
 * <p>Its journal is the first thing written and the last thing cleared. In between, the start is told, the steps are run,
 * the end is put into the app's record, and is told. After a crash anywhere the deployment is taken up again: an end that
 * is in the record stands, whatever a step would say now, and what was told is not told again.
 */
final class Deployment implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Deployment.class);

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
            file.write(journal);
            if (journal.begun() == null && !wasTold(EventKind.DEPLOYMENT_STARTED)) {
                ledger.record(Ledger.Fact.of(EventKind.DEPLOYMENT_STARTED, app(), target(), "deploying " + target()));
            }
            Optional<DeploymentReport> recorded = recordedEnd(memory.get());
            conclude(recorded.isPresent() ? recorded.get() : end(context));
        } catch (InterruptedException shuttingDown) {
            // the journal stays: the next start of the agent takes the deployment up again
            Thread.currentThread().interrupt();
        } finally {
            ended.run();
        }
    }

    private AppName app() {
        return journal.target().app();
    }

    private boolean wasTold(EventKind kind) {
        return journal.resumes() > 0 && ledger.hasTold(kind, app(), target(), journal.startedAt());
    }

    private Optional<DeploymentReport> recordedEnd(AppRecord record) {
        return Optional.ofNullable(record.deployment())
                .filter(last -> last.id().equals(journal.id()) && last.outcome() != null);
    }

    private DeploymentReport end(DeploymentContext context) throws InterruptedException {
        return Pipeline.mayResume(journal)
                ? pipeline.run(journal, file, context, unwanted::get, running -> report = running)
                : pipeline.giveUp(journal, context);
    }

    private void conclude(DeploymentReport end) {
        boolean superseded = end.failure() != null && end.failure().reason() == Reason.ABORTED;
        boolean lost = end.outcome() == DeploymentReport.Outcome.SUCCEEDED
                && journal.predecessor() != null
                && journal.previous() != null
                && journal.previous().settings().state() == StateKind.MEMORY;
        memory.change(record -> {
            if (recordedEnd(record).isPresent()) {
                return record;
            }
            AppRecord next = record.withDeployment(end);
            if (end.failure() != null && !superseded) {
                next = next.withFailed(new AppRecord.FailedAttempt(target(), journal.attempt(), end.failure()));
            }
            return lost ? next.countingLoss() : next;
        });
        if (journal.resumes() == 0 || !ledger.hasOutcomeOf(end.id())) {
            ledger.record(fact(end));
        }
        if (lost && !wasTold(EventKind.DATA_LOST)) {
            ledger.record(Ledger.Fact.of(
                    EventKind.DATA_LOST,
                    app(),
                    target(),
                    "the switch replaced the process: what the app kept in memory is gone"));
        }
        report = end;
        clearStaging();
        file.clear();
    }

    private void clearStaging() {
        try {
            FileTrees.delete(staging.resolve(journal.id()));
        } catch (IOException e) {
            LOG.warn("what {} left in staging is removed at the next start: {}", journal.id(), e.toString());
        }
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
        return Ledger.Fact.of(kind, app(), target(), message)
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
