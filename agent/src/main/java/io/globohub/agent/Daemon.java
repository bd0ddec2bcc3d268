package io.globohub.agent;

import io.globohub.agent.artifact.HttpPackSource;
import io.globohub.agent.config.AgentConfig;
import io.globohub.agent.deploy.Journal;
import io.globohub.agent.deploy.Pipeline;
import io.globohub.agent.gunicorn.LogRotation;
import io.globohub.agent.ledger.Ledger;
import io.globohub.agent.logs.LogRequests;
import io.globohub.agent.reconcile.AppLoop;
import io.globohub.agent.reconcile.AppObserver;
import io.globohub.agent.reconcile.Host;
import io.globohub.agent.reconcile.ProbeRound;
import io.globohub.agent.reconcile.Supervisor;
import io.globohub.agent.reconcile.UsageMeter;
import io.globohub.agent.release.HostLayout;
import io.globohub.agent.release.Pruner;
import io.globohub.agent.release.Releases;
import io.globohub.agent.report.EnvironmentNews;
import io.globohub.agent.report.EventRecorder;
import io.globohub.agent.report.HostHistory;
import io.globohub.agent.report.HostSampler;
import io.globohub.agent.report.Outbox;
import io.globohub.agent.report.ProcFiles;
import io.globohub.agent.state.AppMemory;
import io.globohub.agent.state.AppRecord;
import io.globohub.agent.state.StateFile;
import io.globohub.agent.upgrade.UpgradeLoop;
import io.globohub.agent.upkeep.ContentScrub;
import io.globohub.agent.upkeep.Findings;
import io.globohub.agent.upkeep.Slowly;
import io.globohub.agent.upkeep.UpkeepLoop;
import io.globohub.agent.uplink.Bell;
import io.globohub.agent.uplink.CheckinLoop;
import io.globohub.agent.uplink.Contact;
import io.globohub.agent.uplink.ControllerList;
import io.globohub.agent.uplink.Credential;
import io.globohub.agent.uplink.DesiredStore;
import io.globohub.agent.uplink.HttpUplink;
import io.globohub.agent.uplink.PollLoop;
import io.globohub.agent.uplink.PollSchedule;
import io.globohub.common.disk.CrashPoint;
import io.globohub.common.disk.DurableFiles;
import io.globohub.common.event.EventKind;
import io.globohub.common.manifest.AppName;
import io.globohub.common.protocol.NewsSpread;
import io.globohub.common.time.Sleeper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import okhttp3.OkHttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running agent, put together by hand from top to bottom: tools, memory, steps, loops, uplink. Closing it ends the
 * agent and leaves every app running.
 */
public final class Daemon implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

    private final HttpUplink uplink;
    private final Host host;
    private final CheckinLoop checkins;
    private final PollLoop poll;
    private final LocalDoors control;
    private final ExecutorService probes;
    private final OkHttpClient downloads;
    private final UpkeepLoop upkeep;
    private final UpgradeLoop upgrade;
    private final LogRequests logs;

    private Daemon(
            HttpUplink uplink,
            Host host,
            CheckinLoop checkins,
            PollLoop poll,
            LocalDoors control,
            ExecutorService probes,
            OkHttpClient downloads,
            UpkeepLoop upkeep,
            UpgradeLoop upgrade,
            LogRequests logs) {
        this.uplink = uplink;
        this.host = host;
        this.checkins = checkins;
        this.poll = poll;
        this.control = control;
        this.probes = probes;
        this.downloads = downloads;
        this.upkeep = upkeep;
        this.upgrade = upgrade;
        this.logs = logs;
    }

    /** What the daemon takes from its surroundings. */
    public record Surroundings(
            Map<String, String> environment, Clock clock, Sleeper sleeper, CrashPoint crashPoint, String os) {}

    /** Starts everything; when this returns the agent looks after its apps, whether or not a controller answers. */
    public static Daemon start(AgentConfig config, Credential credential, Surroundings around)
            throws IOException, InterruptedException {
        HostLayout layout = config.layout();
        Clock clock = around.clock();
        RandomGenerator random = RandomGenerator.getDefault();
        ThreadFactory threads = Executors.defaultThreadFactory();
        HostTools tools = HostTools.of(layout, around);
        DurableFiles files = tools.files();

        // what happened, told to the host's own history and to the controller
        Outbox outbox = Outbox.open(layout.outbox(), files, clock);
        Bell checkinBell = Bell.real();
        EventRecorder recorder = new EventRecorder(outbox, new HostHistory(layout.history(), files), checkinBell::ring);
        Ledger ledger = new EventLedger(recorder, layout.history());

        // the disk
        Releases releases = new Releases(layout);
        DiskOfApps disk = new DiskOfApps(layout, releases, new Pruner(layout, files, clock), tools.venvs());

        // memory of each app
        Map<AppName, AppMemory> memories = new ConcurrentHashMap<>();
        Map<AppName, Supervisor> supervisors = new ConcurrentHashMap<>();
        Consumer<Path> quarantined = aside -> recorder.host(
                EventKind.STATE_QUARANTINED, "a state file could not be read and was put aside as " + aside);

        Function<AppName, StateFile<Journal>> journals =
                app -> new StateFile<>(layout.journal(app), Journal.class, files, clock, quarantined);

        // a deployment, step by step
        OkHttpClient downloads = Downloads.client(config);
        HttpPackSource packs = new HttpPackSource(downloads, config.controllers(), credential::secret);
        Pipeline pipeline = Steps.inOrder(
                tools, config, packs, memories::get, app -> supervisors.get(app).suspend(), around, random::nextDouble);

        // one loop for each app
        ExecutorService probes = Executors.newCachedThreadPool(Daemon::probeThread);
        LongSupplier monotonicMillis = () -> System.nanoTime() / 1_000_000;
        ProcFiles proc = new ProcFiles(Path.of("/proc"), clock);
        UsageMeter usage = new GroupUsage(tools.launcher().groups(), proc, new TreeUsage(proc), System::nanoTime);
        Supervisor.Tools supervision = new Supervisor.Tools(
                tools.launcher(),
                tools.masters(),
                tools.stopper(),
                tools.table(),
                ledger,
                clock,
                monotonicMillis,
                random::nextDouble);
        DesiredStore store = new DesiredStore(layout.desired(), credential.hostId(), files, clock);
        AppLoop.Tools loopTools = new AppLoop.Tools(
                pipeline,
                tools.switchOver(),
                tools.launcher(),
                tools.stopper(),
                disk,
                ledger,
                layout.staging(),
                clock,
                tools.sleeper(),
                threads,
                store::isValid,
                checkinBell::ring,
                new LogRotation(tools.launcher(), tools.table(), config.logs()),
                usage,
                monotonicMillis);
        Host host = new Host(
                app -> {
                    AppMemory memory = new AppMemory(
                            new StateFile<>(layout.appRecord(app), AppRecord.class, files, clock, quarantined),
                            disk.asFarAsTheDiskTells(app));
                    Supervisor supervisor =
                            new Supervisor(app, memory, supervision, new ProbeRound(tools.prober(), probes));
                    memories.put(app, memory);
                    supervisors.put(app, supervisor);
                    return new AppLoop(app, memory, journals.apply(app), supervisor, loopTools);
                },
                threads);

        // the disk between deployments
        Slowly pace = new Slowly(tools.sleeper(), monotonicMillis);
        ContentScrub scrub = new ContentScrub(
                (app, version) -> disk.differences(app, version, pace),
                new StateFile<>(layout.findings(), Findings.class, files, clock, quarantined),
                ledger);
        UpkeepLoop upkeep = HostUpkeep.of(config, tools, host, disk, scrub);

        UpgradeLoop upgrade =
                OwnVersion.of(config, tools, packs, ledger, proc, store::isValid, checkinBell::ring, quarantined);

        // the controller
        HttpUplink uplink = new HttpUplink(
                new ControllerList(config.controllers()),
                credential.secret(),
                config.caFile(),
                config.clientCertificate(),
                AgentVersion.value(),
                HttpUplink.Timeouts.DEFAULT);
        HostSampler sampler = Sampling.of(proc, tools);
        HostReport report = new HostReport(
                host,
                new AppObserver(tools.masters(), disk, usage, scrub),
                clock,
                AgentVersion.value(),
                tools.table().bootId(),
                around.os(),
                new PythonVersion(tools.commands(), config.python(), around.environment())::value,
                upgrade::observe);
        Contact contact = new Contact("check-in", clock);
        LogRequests logs = HostLogs.of(config, tools.launcher(), uplink, tools.sleeper());
        NewsSpread spread = new NewsSpread();
        PollLoop poll = new PollLoop(
                uplink,
                store,
                state -> OwnVersion.give(state, host, upgrade),
                logs,
                new Contact("desired state", clock),
                PollSchedule.DEFAULT,
                spread,
                clock,
                Bell.real(),
                random);
        EnvironmentNews news = new EnvironmentNews(clock);
        CheckinLoop checkins = new CheckinLoop(
                uplink,
                new CheckinLoop.Parts(
                        UUID.randomUUID().toString(),
                        () -> news.toSend(report.observe()),
                        sampler::sample,
                        response -> {
                            news.answered();
                            upgrade.checkedIn();
                            poll.hint(response.desiredEtag());
                        }),
                outbox,
                contact,
                PollSchedule.DEFAULT,
                spread,
                config.checkinSeconds(),
                clock,
                tools.sleeper(),
                checkinBell,
                random);
        LocalDoors control = new LocalDoors(config, new LocalControl(host, report, contact, outbox, tools)::answer);

        recorder.host(EventKind.AGENT_STARTED, "agent " + AgentVersion.value() + " started");
        TreeSet<AppName> known = new TreeSet<>(releases.apps());
        known.addAll(new Leftovers(tools, journals).remove(releases.apps()));
        OwnVersion.give(store.load(), host, upgrade);
        host.lookAfter(known);
        control.start();
        checkins.start();
        poll.start();
        upkeep.start();
        upgrade.start();
        LOG.info("looking after {} on {}", known, layout.install());
        return new Daemon(uplink, host, checkins, poll, control, probes, downloads, upkeep, upgrade, logs);
    }

    private static Thread probeThread(Runnable probe) {
        Thread thread = new Thread(probe, "probe");
        thread.setDaemon(true);
        return thread;
    }

    /** How many apps it looks after. */
    int apps() {
        return host.apps().size();
    }

    @Override
    public void close() {
        control.close();
        upkeep.close();
        upgrade.close();
        logs.close();
        uplink.close();
        poll.close();
        checkins.close();
        host.close();
        probes.shutdownNow();
        downloads.dispatcher().executorService().shutdown();
        LOG.info("the agent has ended; every app runs on");
    }
}
