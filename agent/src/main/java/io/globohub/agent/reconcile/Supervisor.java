package io.globohub.agent.reconcile;

import io.globohub.agent.gunicorn.AppLog;
import io.globohub.agent.gunicorn.Launcher;
import io.globohub.agent.gunicorn.LiveMaster;
import io.globohub.agent.gunicorn.Masters;
import io.globohub.agent.gunicorn.Stopper;
import io.globohub.agent.ledger.Ledger;
import io.globohub.agent.process.ProcessId;
import io.globohub.agent.process.ProcessTable;
import io.globohub.agent.process.Spawner;
import io.globohub.agent.state.AppMemory;
import io.globohub.agent.state.AppRecord;
import io.globohub.agent.supervise.Action;
import io.globohub.agent.supervise.Decision;
import io.globohub.agent.supervise.Event;
import io.globohub.agent.supervise.Supervision;
import io.globohub.agent.supervise.Watch;
import io.globohub.common.event.EventKind;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Goal;
import io.globohub.common.state.Phase;
import io.globohub.common.state.ProbeReport;
import io.globohub.common.state.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Performs what {@link Supervision} decides for one app. All methods are safe to call from any thread; only the app's
 * loop calls {@link #tick}. While a deployment owns the processes ({@link #suspend}), it does nothing.
 */
public final class Supervisor {
    private static final Duration GRACE_OF_THE_SICK = Duration.ofSeconds(5);

    /** What it works with; the same for all apps. */
    public record Tools(
            Launcher launcher,
            Masters masters,
            Stopper stopper,
            ProcessTable table,
            Ledger ledger,
            Clock clock,
            LongSupplier monotonicMillis,
            DoubleSupplier random) {}

    private final AppName app;
    private final AppMemory memory;
    private final Tools tools;
    private final ProbeRound probes;
    private final PostMortem postMortem;
    private final AppVoice voice;
    private final Starter starter;
    private final ProcessLook processes;
    private final RetryTime retryTime;

    private Watch watch;
    private Manifest watched;
    /** Whether the process has served, so that its end loses what it kept in memory. */
    private boolean served;

    private Instant phaseSince;
    private Spawner.Spawned ownChild;
    private ProcessId master;
    private long logFrom;
    private boolean suspended;
    private Failure lastFailure;
    private ProbeReport lastProbe;
    private volatile Snapshot published;

    public Supervisor(AppName app, AppMemory memory, Tools tools, ProbeRound probes) {
        this.app = app;
        this.memory = memory;
        this.tools = tools;
        this.probes = probes;
        this.postMortem = new PostMortem(app, tools.launcher());
        this.voice = new AppVoice(app, memory, tools.ledger());
        this.starter = new Starter(app, tools.launcher(), tools.stopper(), voice);
        this.processes = new ProcessLook(app, tools.masters(), tools.table(), postMortem, voice);
        this.retryTime = new RetryTime(tools.clock());
        this.watch = Watch.stopped(now());
        this.phaseSince = tools.clock().instant();
        adopt(EventKind.PROCESS_ADOPTED);
        publish();
    }

    /**
     * What supervision knows of the app right now.
     *
     * @param troubleSince when the first of the restarts that count was, in monotonic milliseconds; {@link
     *     Long#MAX_VALUE} when there is none
     */
    public record Snapshot(
            Phase phase,
            Instant since,
            Failure failure,
            ProbeReport probe,
            Instant nextRetryAt,
            ProcessId master,
            long troubleSince) {}

    /** Never waits for what supervision is just doing. */
    public Snapshot snapshot() {
        return published;
    }

    private void publish() {
        published = new Snapshot(
                watch.phase(),
                phaseSince,
                watch.phase() == Phase.SERVING || watch.phase() == Phase.STOPPED ? null : lastFailure,
                lastProbe,
                retryTime.of(watch.retryAt(), now()),
                master,
                watch.restarts().isEmpty() ? Long.MAX_VALUE : watch.restarts().get(0));
    }

    /** Leaves the app's processes to a deployment until {@link #resume}. */
    public synchronized void suspend() {
        suspended = true;
    }

    /** Takes the processes back, as they are now. */
    public synchronized void resume() {
        if (suspended) {
            suspended = false;
            adopt(null);
            publish();
        }
    }

    /** One round: is it there, what did the last probes say, what is due. */
    public synchronized void tick(Goal wish) throws InterruptedException {
        if (suspended || memory.get().active() == null) {
            return;
        }
        handle(wish == Goal.RUNNING ? new Event.WantRunning() : new Event.WantStopped());
        if (master != null && !tools.table().isAlive(master) && isUp()) {
            handle(new Event.Died(postMortem.of(master, ownChild, logFrom)));
        }
        Optional<ProbeRound.Result> answer = probes.takeResult(master);
        if (answer.isPresent() && isUp()) {
            noted(answer.get());
        }
        if (master != null && isUp()) {
            int wanted = memory.get().active().settings().workers();
            processes.look(master, served, wanted, logFrom, now());
        }
        handle(new Event.Tick());
    }

    private boolean isUp() {
        return watch.phase() == Phase.STARTING || watch.phase() == Phase.SERVING || watch.phase() == Phase.FAILING;
    }

    private void noted(ProbeRound.Result answer) throws InterruptedException {
        int bad = answer.healthy() ? 0 : (lastProbe == null ? 1 : lastProbe.consecutiveFailures() + 1);
        lastProbe = new ProbeReport(tools.clock().instant(), answer.healthy(), bad, answer.seconds(), answer.detail());
        if (answer.healthy() && !served) {
            served = true;
            processes.soon();
        }
        handle(answer.healthy() ? new Event.ProbedWell() : new Event.ProbedBadly(answer.detail(), answer.silent()));
    }

    private void handle(Event event) throws InterruptedException {
        AppRecord record = memory.get();
        Decision decision = Supervision.next(
                watch, event, record.active().settings(), now(), tools.random().getAsDouble());
        if (decision.watch().phase() != watch.phase()) {
            phaseSince = tools.clock().instant();
        }
        watch = decision.watch();
        for (Action action : decision.actions()) {
            perform(action);
        }
        publish();
    }

    private void perform(Action action) throws InterruptedException {
        if (action instanceof Action.Start start) {
            start(start.again());
        } else if (action instanceof Action.Stop) {
            stop();
        } else if (action instanceof Action.Replace replace) {
            replace(replace.failure());
        } else if (action instanceof Action.Probe) {
            probes.ask(memory.get().active().settings(), master);
        } else if (action instanceof Action.TellDeath death) {
            died(death.failure());
        } else if (action instanceof Action.TellCrashLoop loop) {
            lastFailure = new Failure(
                    Reason.CRASH_LOOP,
                    "it died too often; the last time: " + loop.failure().detail(),
                    loop.failure().evidence());
            voice.tell(
                    EventKind.CRASH_LOOP_ENTERED,
                    lastFailure.detail() + "; next try at " + retryTime.of(watch.retryAt(), now()),
                    lastFailure);
        } else if (action instanceof Action.TellFailing failing) {
            lastFailure = new Failure(Reason.PROBE_FAILED, failing.detail());
            voice.tell(EventKind.LIVENESS_FAILED, failing.detail(), lastFailure);
        } else {
            voice.tell(EventKind.LIVENESS_RESTORED, "it answers again", null);
        }
    }

    private void died(Failure failure) {
        lastFailure = failure;
        memory.note(record -> record.withMaster(null));
        voice.tell(EventKind.PROCESS_EXITED, failure.detail(), failure);
        if (served) {
            voice.processLost("the process ended", failure);
        }
        served = false;
    }

    private void start(boolean again) throws InterruptedException {
        if (!tools.masters().find(app).isEmpty()) {
            adopt(EventKind.PROCESS_ADOPTED);
            return;
        }
        boolean diedUnseen = !again && memory.get().master() != null;
        if (diedUnseen) {
            served = true;
            died(postMortem.unseen(memory.get().master(), tools.table()));
        }
        if (again || diedUnseen) {
            memory.note(AppRecord::countingRestart);
        }
        logFrom = AppLog.position(tools.launcher().errorLog(app));
        Starter.Result result = starter.start(memory.get().active());
        if (result instanceof Starter.Result.Started started) {
            ownChild = started.child();
            master = ownChild.id();
            memory.note(record -> record.withMaster(master));
            voice.tell(EventKind.PROCESS_STARTED, "started, master " + master.pid(), null);
        } else {
            master = null;
            handle(new Event.Died(((Starter.Result.NotStarted) result).failure()));
        }
    }

    private void stop() throws InterruptedException {
        AppRecord record = memory.get();
        tools.stopper()
                .stopAll(app, Duration.ofSeconds(record.active().settings().gracefulTimeoutSeconds() + 2L));
        master = null;
        ownChild = null;
        memory.note(r -> r.withMaster(null));
        voice.tell(EventKind.APP_STOPPED, "stopped, as wished", null);
        if (served) {
            voice.processLost("stopped, as wished", null);
        }
        served = false;
    }

    private void replace(Failure failure) throws InterruptedException {
        Failure told = new Failure(failure.reason(), failure.detail(), postMortem.evidence(logFrom));
        if (master != null) {
            tools.stopper().stop(app, master, GRACE_OF_THE_SICK);
        }
        handle(new Event.Died(told));
    }

    /** Takes over the live master, if there is one; {@code kind} is told when it was not known before. */
    private void adopt(EventKind kind) {
        Optional<LiveMaster> live = tools.masters().find(app).stream().reduce((older, newer) -> newer);
        master = live.map(LiveMaster::id).orElse(null);
        logFrom = AppLog.position(tools.launcher().errorLog(app));
        lastProbe = null;
        Manifest active = memory.get().active();
        if (active == null || !active.equals(watched)) {
            // how often another release died says nothing of this one
            watch = Watch.stopped(now());
            watched = active;
        }
        if (live.isPresent() && active != null) {
            served = true;
            watch = Supervision.next(watch, new Event.Found(), active.settings(), now(), 0)
                    .watch();
            phaseSince = tools.clock().instant();
            memory.note(r -> r.withMaster(master));
            if (kind != null) {
                voice.tell(kind, "found serving, master " + master.pid(), null);
            }
        } else {
            watch = Watch.stopped(now());
        }
    }

    private long now() {
        return tools.monotonicMillis().getAsLong();
    }
}
