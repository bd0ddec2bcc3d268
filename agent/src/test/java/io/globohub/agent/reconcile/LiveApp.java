package io.globohub.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.globohub.agent.deploy.Journal;
import io.globohub.agent.deploy.Pipeline;
import io.globohub.agent.gunicorn.LiveMaster;
import io.globohub.agent.gunicorn.Load;
import io.globohub.agent.gunicorn.LogLimits;
import io.globohub.agent.gunicorn.LogRotation;
import io.globohub.agent.gunicorn.RealGunicorn;
import io.globohub.agent.ledger.ToldFacts;
import io.globohub.agent.probe.OkHttpProber;
import io.globohub.agent.process.ProcessId;
import io.globohub.agent.process.Signal;
import io.globohub.agent.report.ProcFiles;
import io.globohub.agent.report.ProcessUsage;
import io.globohub.agent.state.AppMemory;
import io.globohub.agent.state.AppRecord;
import io.globohub.agent.state.StateFile;
import io.globohub.agent.step.Activate;
import io.globohub.agent.step.Commit;
import io.globohub.agent.step.Confirm;
import io.globohub.common.disk.CrashPoint;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.RestartPolicy;
import io.globohub.common.manifest.Settings;
import io.globohub.common.manifest.SettingsPatch;
import io.globohub.common.state.Accounting;
import io.globohub.common.state.Assignment;
import io.globohub.common.state.Goal;
import io.globohub.common.state.Phase;
import io.globohub.common.state.Reason;
import io.globohub.common.time.Sleeper;
import io.globohub.testkit.RealParts;
import io.globohub.testkit.TestClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/**
 * One app with real gunicorn processes under a real loop; only installing, disk and ledger are left out. The wall clock
 * stands still unless moved, the monotonic one runs and can be put forward.
 */
final class LiveApp implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(40);
    static final RestartPolicy RESTART = new RestartPolicy(1, 2, 3, 60, 4);

    final RealGunicorn host;
    final int port = RealParts.freePort();
    final ToldFacts told = new ToldFacts();
    final TestClock clock = TestClock.start();
    final AtomicLong skippedMillis = new AtomicLong();
    LogLimits logLimits = LogLimits.DEFAULT;
    final AtomicInteger measured = new AtomicInteger();
    /** What the app's processes are said to use; 0 measures them. */
    volatile long rssBytes;

    AppLoop loop;
    AppMemory memory;
    private final ExecutorService probes = Executors.newCachedThreadPool();
    private Thread thread;

    LiveApp(Path root) throws IOException {
        host = new RealGunicorn(root, "20.0.4");
    }

    /** Settings under which everything happens within seconds. */
    static UnaryOperator<Settings> quick() {
        return quick(settings -> settings);
    }

    static UnaryOperator<Settings> quick(UnaryOperator<Settings> change) {
        SettingsPatch.ProbePatch probe = new SettingsPatch.ProbePatch(null, "/", null, null, 1, 1, 3);
        SettingsPatch.RestartPatch restart = new SettingsPatch.RestartPatch(
                RESTART.initialBackoffSeconds(),
                RESTART.maxBackoffSeconds(),
                RESTART.maxRestarts(),
                RESTART.windowSeconds(),
                RESTART.crashLoopRetrySeconds());
        return settings -> change.apply(new SettingsPatch(
                        null, null, null, null, null, null, 30, 2, 20, 0, null, probe, null, restart, null, null, null)
                .applyTo(settings));
    }

    /** {@code null} leaves a setting as it is. */
    static Settings with(Settings base, Integer workers, Integer requestTimeout, Integer bake, Long maxRss) {
        return new SettingsPatch(
                        null,
                        null,
                        null,
                        workers,
                        null,
                        null,
                        requestTimeout,
                        null,
                        null,
                        bake,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        maxRss)
                .applyTo(base);
    }

    /** A release on the disk that is not yet wished. */
    Manifest release(String version, String code, UnaryOperator<Settings> change) throws IOException {
        return host.release(version, code, port, change);
    }

    /** Begins to look after the app, as an agent does that was just started. */
    void agentStarts() {
        memory = new AppMemory(file(), AppRecord.unknown(RealGunicorn.APP));
        Supervisor supervisor = new Supervisor(
                RealGunicorn.APP,
                memory,
                new Supervisor.Tools(
                        host.launcher,
                        host.masters,
                        host.stopper,
                        host.table,
                        told,
                        clock,
                        this::monotonicMillis,
                        () -> 0),
                new ProbeRound(new OkHttpProber(System::nanoTime), probes));
        Activate activate =
                new Activate(host.switchOver, host.launcher, host.masters, host.stopper, app -> supervisor.suspend());
        Pipeline pipeline = new Pipeline(
                List.of(
                        activate,
                        new Confirm(host.layout, host.masters, new OkHttpProber(System::nanoTime), Sleeper.real()),
                        new Commit(host.masters, app -> memory)),
                activate,
                CrashPoint.NONE,
                clock,
                Sleeper.real(),
                () -> 0);
        loop = new AppLoop(
                RealGunicorn.APP,
                memory,
                new StateFile<>(host.layout.journal(RealGunicorn.APP), Journal.class, host.files, clock, aside -> {}),
                supervisor,
                new AppLoop.Tools(
                        pipeline,
                        host.switchOver,
                        host.launcher,
                        host.stopper,
                        new NothingToPrune(),
                        told,
                        host.layout.staging(),
                        clock,
                        Sleeper.real(),
                        Thread::new,
                        () -> true,
                        () -> {},
                        new LogRotation(host.launcher, host.table, logLimits),
                        pid -> {
                            measured.incrementAndGet();
                            return Optional.of(new UsageMeter.Usage(
                                    0, rssBytes > 0 ? rssBytes : realRss(pid), 1, Accounting.PROC));
                        },
                        this::monotonicMillis));
        thread = new Thread(loop, "app");
        thread.start();
    }

    private StateFile<AppRecord> file() {
        return new StateFile<>(
                host.layout.appRecord(RealGunicorn.APP), AppRecord.class, host.files, clock, aside -> {});
    }

    AppRecord memoryOnDisk() {
        return file().read().orElseThrow();
    }

    private long realRss(long master) {
        ProcFiles proc = new ProcFiles(Path.of("/proc"), clock);
        return proc.usage(proc.processes(), master).map(ProcessUsage::rssBytes).orElse(0L);
    }

    private long monotonicMillis() {
        return System.nanoTime() / 1_000_000 + skippedMillis.get();
    }

    /** Ends the agent and leaves the app running. */
    void agentEnds() {
        loop.close();
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void wish(Manifest manifest, long generation) {
        wish(Goal.RUNNING, manifest, generation);
    }

    void wish(Goal goal, Manifest manifest, long generation) {
        loop.wish(Optional.of(new Assignment(RealGunicorn.APP, goal, manifest, generation, null, 0, 0)));
    }

    /** Starts the agent, deploys a release of that code, and waits until it serves. */
    Manifest serves(String code, UnaryOperator<Settings> change) throws IOException {
        Manifest manifest = release("1.0", code, change);
        agentStarts();
        wish(manifest, 1);
        awaitServing();
        return manifest;
    }

    Manifest serves() throws IOException {
        return serves(RealGunicorn.app("1.0"), quick());
    }

    void awaitServing() {
        until("it serves", () -> loop.supervision().phase() == Phase.SERVING);
    }

    void until(String what, Callable<Boolean> condition) {
        await().alias(what + ", but:\n" + told)
                .conditionEvaluationListener(evaluated -> {})
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(condition);
    }

    /** Waits until that reason was told. */
    void untilTold(Reason reason) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(
                        () -> assertThat(told.has(reason)).as(told.toString()).isTrue());
    }

    LiveMaster master() {
        List<LiveMaster> all = new ArrayList<>(host.masters.find(RealGunicorn.APP));
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    /** The one worker of the one master. */
    ProcessId worker() {
        return master().workers().get(0).id();
    }

    void kill(ProcessId process, Signal signal) {
        assertThat(host.table.signal(process, signal)).isTrue();
    }

    /** Kills it and waits until it is gone: a dying master is there for whoever looks. */
    void killAway(ProcessId process) {
        kill(process, Signal.KILL);
        until(process + " is gone", () -> !host.table.isAlive(process));
    }

    /** Sends a signal the agent itself never sends. */
    void send(String signal, ProcessId process) {
        assertThat(RealParts.succeeds(List.of("kill", "-" + signal, Long.toString(process.pid()))))
                .isTrue();
    }

    String answer() throws IOException {
        return Load.get(port, "/");
    }

    @Override
    public void close() {
        if (thread != null && thread.isAlive()) {
            agentEnds();
        }
        probes.shutdownNow();
        host.close();
        assertThat(host.masters.processes(RealGunicorn.APP)).isEmpty();
    }
}
