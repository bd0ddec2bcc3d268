package io.globohub.agent.upgrade;

import io.globohub.agent.ledger.Ledger;
import io.globohub.agent.state.StateFile;
import io.globohub.common.event.EventKind;
import io.globohub.common.json.CanonicalJson;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.state.AppObservation;
import io.globohub.common.state.Assignment;
import io.globohub.common.state.DeploymentReport;
import io.globohub.common.state.DeploymentReport.Outcome;
import io.globohub.common.state.DesiredState;
import io.globohub.common.state.StepReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the agent itself to the version that is wished of it, on a thread of its own. What is in work survives the
 * agent's end, which an upgrade is: the next agent takes the record up. Thread-safe.
 */
public final class UpgradeLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UpgradeLoop.class);
    private static final Duration AT_WORK = Duration.ofSeconds(1);
    private static final Duration AFTER_FAULT = Duration.ofSeconds(30);
    private static final Duration AT_REST = Duration.ofHours(1);
    private static final long LONGEST_END_MILLIS = 5_000;

    private final AgentSelf self;
    private final PackageBench bench;
    private final Installer installer;
    private final StateFile<UpgradeRecord> file;
    private final Ledger ledger;
    private final Tools tools;
    private final Thread thread;
    private final Semaphore bell = new Semaphore(0);
    private volatile UpgradeRecord record;
    private volatile Assignment wish;
    private volatile DeploymentReport current;
    private volatile boolean closed;
    private String told = "";

    /**
     * What the loop needs beside its parts.
     *
     * @param mayBegin whether the desired state still holds
     * @param changed told when something is to be reported
     * @param residentBytes of this process
     */
    public record Tools(Clock clock, BooleanSupplier mayBegin, Runnable changed, ResidentMemory residentBytes) {}

    /** How much memory this process has. */
    @FunctionalInterface
    public interface ResidentMemory {
        long bytes();
    }

    public UpgradeLoop(
            AgentSelf self,
            PackageBench bench,
            Installer installer,
            StateFile<UpgradeRecord> file,
            Ledger ledger,
            Tools tools) {
        this.self = self;
        this.bench = bench;
        this.installer = installer;
        this.file = file;
        this.ledger = ledger;
        this.tools = tools;
        this.record = file.read().orElse(UpgradeRecord.EMPTY);
        this.thread = new Thread(this::run, "upgrade");
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Takes a newer desired state. */
    public void desired(DesiredState state) {
        wish = state.assignments().stream()
                .filter(assignment -> assignment.app().isAgent())
                .findFirst()
                .orElse(null);
        bell.release();
    }

    /** Told of each check-in that a controller acknowledged. */
    public void checkedIn() {
        UpgradeRecord.InWork inWork = record.inWork();
        if (inWork == null || !inWork.brought(self.version())) {
            return;
        }
        try {
            installer.confirm(inWork.order());
        } catch (IOException e) {
            LOG.warn("that this agent works could not be told to its installer: {}", e.toString());
        }
    }

    /** What is seen of the agent; empty when nobody wishes anything of it. */
    public Optional<AppObservation> observe() {
        return self.observe(wish, record, current, tools.residentBytes().bytes(), 0);
    }

    private void run() {
        try {
            while (!closed) {
                if (bell.tryAcquire(guarded().toMillis(), TimeUnit.MILLISECONDS)) {
                    bell.drainPermits();
                }
            }
        } catch (InterruptedException closing) {
            LOG.debug("upgrades end");
        }
    }

    private Duration guarded() throws InterruptedException {
        try {
            return once();
        } catch (IOException | RuntimeException e) {
            LOG.error("the agent's own version could not be looked after; again in {} s", AFTER_FAULT.toSeconds(), e);
            return AFTER_FAULT;
        }
    }

    /** One look; says how long to rest after it. */
    Duration once() throws IOException, InterruptedException {
        UpgradeDecision decision = UpgradeDecision.next(
                wish,
                tools.mayBegin().getAsBoolean(),
                record,
                self.version(),
                installer.word(),
                tools.clock().instant());
        if (decision instanceof UpgradeDecision.Begin begin) {
            return begin(begin.wish());
        }
        if (decision instanceof UpgradeDecision.GoBack back) {
            give(inWork(back.wish(), null), List.of(), null);
            return AT_WORK;
        }
        if (decision instanceof UpgradeDecision.Ended ended) {
            end(ended);
            return Duration.ZERO;
        }
        return decision instanceof UpgradeDecision.Await ? AT_WORK : AT_REST;
    }

    private Duration begin(Assignment target) throws IOException, InterruptedException {
        UpgradeRecord.InWork inWork = inWork(target, target.manifest());
        tellOnce(target);
        List<StepReport> steps = new ArrayList<>();
        PackageBench.Prepared prepared =
                bench.prepare(inWork.order(), target.manifest(), installer.absence(), steps::add, step -> {
                    current = inWork.ended(null, step, null, steps, null);
                    tools.changed().run();
                });
        if (prepared instanceof PackageBench.Prepared.NotNow later) {
            LOG.info("the agent's package cannot be fetched now: {}", later.why());
            return AFTER_FAULT;
        }
        if (prepared instanceof PackageBench.Prepared.Refused refused) {
            Instant now = tools.clock().instant();
            finish(record.managed(), inWork.ended(Outcome.FAILED, null, now, steps, refused.failure()), false);
            return Duration.ZERO;
        }
        give(inWork, steps, bench.packOf(target.manifest()));
        return AT_WORK;
    }

    /** What a fetch that has to be tried again begins is one upgrade. */
    private void tellOnce(Assignment target) {
        String begun = target.manifestId() + "#" + target.attempt();
        if (!begun.equals(told)) {
            told = begun;
            ledger.record(Ledger.Fact.of(
                    EventKind.DEPLOYMENT_STARTED,
                    AppName.AGENT,
                    target.manifestId(),
                    "the upgrade of the agent from " + self.version() + " to "
                            + target.manifest().version() + " begins"));
        }
    }

    /** @param manifest null for the way back */
    private UpgradeRecord.InWork inWork(Assignment target, Manifest manifest) {
        return new UpgradeRecord.InWork(
                "u-" + UUID.randomUUID().toString().substring(0, 13),
                manifest,
                target.manifestId(),
                self.version(),
                record.managed() == null ? null : CanonicalJson.idOf(record.managed()),
                target.rolloutId(),
                target.attempt(),
                tools.clock().instant(),
                List.of());
    }

    private void give(UpgradeRecord.InWork inWork, List<StepReport> steps, Path pack) throws IOException {
        // remembered before it is asked for: the answer may end this process
        remember(record.with(inWork.after(steps)));
        current = null;
        tools.changed().run();
        installer.order(new UpgradeOrder(inWork.order(), inWork.manifest()), pack);
    }

    private void end(UpgradeDecision.Ended ended) throws IOException {
        UpgradeRecord.InWork inWork = record.inWork();
        Instant now = tools.clock().instant();
        installer.withdraw();
        boolean well = ended.outcome() == Outcome.SUCCEEDED;
        List<StepReport> steps = new ArrayList<>(inWork.steps());
        steps.add(new StepReport(
                "install",
                well ? "done" : "failed",
                Duration.between(inWork.startedAt(), now).toMillis() / 1000.0,
                well ? "this is agent " + self.version() : ended.failure().detail()));
        finish(
                well ? inWork.manifest() : record.managed(),
                inWork.ended(ended.outcome(), null, now, steps, ended.failure()),
                inWork.isWayBack());
    }

    private void finish(Manifest managed, DeploymentReport report, boolean wasWayBack) {
        if (!ledger.hasOutcomeOf(report.id())) {
            ledger.record(Ledger.Fact.of(kind(report.outcome()), AppName.AGENT, report.manifestId(), sentence(report))
                    .with(report.failure())
                    .with(report));
        }
        remember(record.ended(managed, report, wasWayBack));
        current = null;
        tools.changed().run();
    }

    private static EventKind kind(Outcome outcome) {
        return switch (outcome) {
            case SUCCEEDED -> EventKind.DEPLOYMENT_SUCCEEDED;
            case FAILED -> EventKind.DEPLOYMENT_FAILED;
            case ROLLED_BACK -> EventKind.DEPLOYMENT_ROLLED_BACK;
        };
    }

    private String sentence(DeploymentReport report) {
        return report.failure() == null
                ? "the agent is " + self.version() + " now"
                : "the agent is still " + self.version() + ": "
                        + report.failure().detail();
    }

    private void remember(UpgradeRecord next) {
        file.write(next);
        record = next;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(LONGEST_END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
