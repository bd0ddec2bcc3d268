package io.globohub.agent.reconcile;

import io.globohub.agent.deploy.Journal;
import io.globohub.agent.deploy.Pipeline;
import io.globohub.agent.gunicorn.Launcher;
import io.globohub.agent.gunicorn.LogRotation;
import io.globohub.agent.gunicorn.Stopper;
import io.globohub.agent.gunicorn.SwitchOver;
import io.globohub.agent.ledger.Ledger;
import io.globohub.agent.state.AppMemory;
import io.globohub.agent.state.AppRecord;
import io.globohub.agent.state.StateFile;
import io.globohub.common.event.EventKind;
import io.globohub.common.json.CanonicalJson;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.Version;
import io.globohub.common.state.Assignment;
import io.globohub.common.state.DeploymentReport;
import io.globohub.common.state.Goal;
import io.globohub.common.state.Hold;
import io.globohub.common.state.InstalledVersion;
import io.globohub.common.time.Sleeper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop of one app: looks at the wish, does what is missing, supervises. One thread of its own; the wish may be set
 * from any.
 */
public final class AppLoop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(AppLoop.class);
    private static final Duration PERIOD = Duration.ofMillis(200);

    /** What the loop works with; the same for all apps. */
    public record Tools(
            Pipeline pipeline,
            SwitchOver switchOver,
            Launcher launcher,
            Stopper stopper,
            AppDisk disk,
            Ledger ledger,
            Path staging,
            Clock clock,
            Sleeper sleeper,
            ThreadFactory threads,
            BooleanSupplier wishIsValid,
            Runnable changed,
            LogRotation logs,
            UsageMeter meter,
            LongSupplier monotonicMillis) {}

    private final AppName app;
    private final AppMemory memory;
    private final Supervisor supervisor;
    private final Tools tools;
    private final AppUpkeep upkeep;
    private final AppCare care;
    private final BakeRollback bake;
    private volatile Optional<Assignment> wish = Optional.empty();
    private final DeploymentInWork inWork;
    /** Held by whoever changes which versions are on the disk, so that none is pruned that is just being switched to. */
    private final ReentrantLock versions = new ReentrantLock();

    private volatile boolean closed;
    private AppChange lastChange;

    public AppLoop(AppName app, AppMemory memory, StateFile<Journal> journal, Supervisor supervisor, Tools tools) {
        this.app = app;
        this.memory = memory;
        this.supervisor = supervisor;
        this.tools = tools;
        AppVoice voice = new AppVoice(app, memory, tools.ledger());
        this.inWork = new DeploymentInWork(app, memory, journal, supervisor, tools, this::deploymentEnded);
        this.upkeep = new AppUpkeep(app, memory, supervisor, voice, tools, this::wish);
        this.care = new AppCare(app, memory, voice, upkeep, tools);
        this.bake = new BakeRollback(memory, voice, tools.clock(), tools.monotonicMillis());
    }

    public AppName app() {
        return app;
    }

    public AppRecord record() {
        return memory.get();
    }

    public Supervisor.Snapshot supervision() {
        return supervisor.snapshot();
    }

    /** The deployment in work, else the last one. */
    public Optional<DeploymentReport> lastDeployment() {
        return inWork.report().or(() -> Optional.ofNullable(memory.get().deployment()));
    }

    /** How far the deployment in work is, for people; empty when there is none. */
    public String progress() {
        return inWork.progress();
    }

    /** Sets what the controller wants; empty when it does not mention the app. */
    public void wish(Optional<Assignment> assignment) {
        this.wish = assignment;
    }

    public Optional<Assignment> wish() {
        return wish;
    }

    /**
     * Goes back to what served before, or to {@code version}, from the disk alone.
     *
     * @throws IllegalArgumentException when there is nothing to go back to; the message says what there is
     */
    public Manifest rollBack(Optional<Version> version, String actor) {
        AppRecord record = memory.get();
        Manifest target = version.map(v -> tools.disk()
                        .manifest(app, v)
                        .orElseThrow(() -> new IllegalArgumentException("version " + v + " of " + app
                                + " is not on this host; installed are "
                                + tools.disk().installed(app).stream()
                                        .map(installed -> installed.version().value())
                                        .toList())))
                .orElse(record.previous());
        if (target == null) {
            throw new IllegalArgumentException("nothing served before on this host: there is nothing to go back to");
        }
        long generation = wish.map(Assignment::generation).orElse(0L);
        memory.change(r -> r.withFailed(null).withOverride(new AppRecord.LocalChoice(target, generation, actor)));
        tools.ledger()
                .record(Ledger.Fact.of(
                                EventKind.LOCAL_ROLLBACK,
                                app,
                                CanonicalJson.idOf(target),
                                actor + " went back to " + target.version() + " on the host itself")
                        .by(actor));
        return target;
    }

    /** Versions that may leave the disk; none while the app is on hold or a deployment is in work. */
    public List<InstalledVersion> prunable() {
        return inWork.isIdle() ? upkeep.prunable() : List.of();
    }

    /** Takes one of the {@link #prunable()} versions off the disk; says whether it went. */
    public boolean prune(Version version, String why) throws IOException {
        if (!versions.tryLock()) {
            return false;
        }
        try {
            return inWork.isIdle() && upkeep.prune(version, why);
        } finally {
            versions.unlock();
        }
    }

    /** Sets or (with null) lifts a hold. */
    public void hold(Hold hold, String actor) {
        memory.change(r -> r.withHold(hold));
        String message = hold == null ? "hold lifted by " + actor : "held by " + hold.owner() + ": " + hold.reason();
        tools.ledger()
                .record(Ledger.Fact.of(hold == null ? EventKind.HOLD_LIFTED : EventKind.HOLD_SET, app, null, message)
                        .by(actor));
        tools.changed().run();
    }

    /** Ends the loop; the app itself runs on. */
    public void close() {
        closed = true;
    }

    @Override
    public void run() {
        try {
            if (!inWork.takeUpUnfinished()) {
                upkeep.prune();
            }
            while (!closed) {
                round();
                tools.sleeper().sleep(PERIOD);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            inWork.interrupt();
        }
    }

    /** One failure never ends the loop. */
    private void round() throws InterruptedException {
        try {
            turn();
        } catch (RuntimeException fault) {
            LOG.error("{}: a round of the loop failed and will be tried again", app, fault);
            tools.sleeper().sleep(Duration.ofSeconds(1));
        }
    }

    private void turn() throws InterruptedException {
        AppRecord record = memory.note(this::withoutPastChoice);
        Optional<Assignment> followed = upkeep.wishToFollow(!inWork.isIdle());
        AppChange change = AppPlanner.plan(
                followed, record, tools.disk().isPresent(app), tools.clock().instant());
        if (!change.equals(lastChange)) {
            LOG.info("{}: {}", app, change);
            lastChange = change;
        }
        if (!inWork.isIdle()) {
            boolean unknown = wish.isEmpty() && record.override() == null;
            if (!unknown && !inWork.isFor(change)) {
                inWork.abandon();
            }
            supervisor.tick(record.goal());
            return;
        }
        try {
            if (versions.tryLock()) {
                try {
                    perform(change);
                } finally {
                    versions.unlock();
                }
            }
        } finally {
            // whatever cannot be done, as for want of disk: what runs is looked after
            supervisor.tick(memory.get().goal());
        }
        if (inWork.isIdle()) {
            bake.look(supervisor.snapshot());
            care.look(supervisor.snapshot());
        }
    }

    /** A choice made on the host ends with a newer wish; kept longer, it would spare its version from pruning. */
    private AppRecord withoutPastChoice(AppRecord record) {
        boolean past = record.override() != null
                && wish.filter(newer -> !AppPlanner.isOverridden(newer, record)).isPresent();
        return past ? record.withOverride(null) : record;
    }

    private void perform(AppChange change) throws InterruptedException {
        if (change instanceof AppChange.Deploy deploy) {
            memory.note(r -> r.withGoal(Goal.RUNNING));
            // one that a fault has left unfinished comes first: each has one outcome
            if (!inWork.takeUpUnfinished()) {
                inWork.begin(deploy);
            }
        } else if (change instanceof AppChange.KeepRunning) {
            memory.note(r -> r.withGoal(Goal.RUNNING));
        } else if (change instanceof AppChange.KeepStopped) {
            memory.note(r -> r.withGoal(Goal.STOPPED));
        } else if (change instanceof AppChange.Refresh refresh) {
            upkeep.refresh(refresh.request());
        } else if (change instanceof AppChange.Remove) {
            upkeep.remove();
        }
    }

    /** Only when all of this is done can the next deployment begin, whose new version must not be pruned. */
    private void deploymentEnded() {
        bake.deploymentEnded();
        supervisor.resume();
        upkeep.prune();
    }
}
