package io.globohub.controller;

import io.globohub.common.disk.CrashPoint;
import io.globohub.common.disk.DurableFiles;
import io.globohub.common.state.Reason;
import io.globohub.controller.agents.Checkins;
import io.globohub.controller.agents.DesiredStates;
import io.globohub.controller.agents.DesiredWaiters;
import io.globohub.controller.agents.Enrolment;
import io.globohub.controller.agents.IdentityWatch;
import io.globohub.controller.api.HttpServer;
import io.globohub.controller.api.Services;
import io.globohub.controller.auth.Authenticator;
import io.globohub.controller.auth.KnownHosts;
import io.globohub.controller.auth.Secrets;
import io.globohub.controller.auth.TokenDesk;
import io.globohub.controller.backup.SqliteBackup;
import io.globohub.controller.catalogue.ManifestMaker;
import io.globohub.controller.catalogue.PackFiles;
import io.globohub.controller.catalogue.PackIntake;
import io.globohub.controller.catalogue.PackStore;
import io.globohub.controller.catalogue.SharedPacks;
import io.globohub.controller.fleet.CheckinPace;
import io.globohub.controller.fleet.ContestedHosts;
import io.globohub.controller.fleet.DiskWatch;
import io.globohub.controller.fleet.FleetIndex;
import io.globohub.controller.fleet.FleetReader;
import io.globohub.controller.fleet.FreshnessWatch;
import io.globohub.controller.fleet.HostDesk;
import io.globohub.controller.fleet.LiveFleet;
import io.globohub.controller.fleet.MetricHistory;
import io.globohub.controller.history.LedgerWatch;
import io.globohub.controller.logs.LogDesk;
import io.globohub.controller.logs.OpenLogs;
import io.globohub.controller.records.BackupSource;
import io.globohub.controller.records.Ids;
import io.globohub.controller.records.Records;
import io.globohub.controller.records.Refused;
import io.globohub.controller.repository.HttpPackRepository;
import io.globohub.controller.rollout.RolloutActions;
import io.globohub.controller.rollout.RolloutApply;
import io.globohub.controller.rollout.RolloutRunner;
import io.globohub.controller.rollout.RolloutStart;
import io.globohub.controller.store.PostgresPackRepository;
import io.globohub.controller.store.SqlRecords;
import io.globohub.controller.throttle.Doorkeeper;
import io.globohub.controller.tls.CertificateWatch;
import io.globohub.controller.tls.TlsFiles;
import io.globohub.controller.tls.TlsMaterial;
import io.globohub.controller.webhook.WebhookDesk;
import io.globohub.controller.webhook.WebhookSender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running controller, wired by hand. Closing it answers who waits, writes down what was seen, and ends every thread;
 * a controller that is killed instead loses nothing that it acknowledged.
 */
public final class Controller implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Controller.class);
    private static final int WAKER_THREADS = 4;
    private static final Duration LONGEST_WAIT_FOR_A_THREAD = Duration.ofSeconds(20);
    /** Other controllers hear of a host's check-in after this long: far less than what makes a host stale. */
    private static final Duration WRITTEN_DOWN = Duration.ofSeconds(2);
    /** With nobody to tell it is for the next start alone, and each word left out is a row less for the disk. */
    private static final Duration WRITTEN_DOWN_ALONE = Duration.ofSeconds(30);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final HttpServer http;
    private final BooleanSupplier store;

    private Controller(ControllerConfig config, boolean webhooksEverywhere, Clock systemClock) throws IOException {
        // everything is remembered in milliseconds: what is read back equals what was written
        Clock clock = Clock.tick(systemClock, Duration.ofMillis(1));
        Instant trusted = clock.instant().plus(config.freshness().lostAfter());

        Records records = owned(
                config.jdbcUrl() == null
                        ? SqlRecords.sqlite(config.dataDir(), clock)
                        : SqlRecords.postgres(config.jdbcUrl(), clock));
        // a database elsewhere that is away is not mended by another process of ours
        store = config.jdbcUrl() == null ? records::answers : () -> true;
        Secrets secrets = new Secrets();
        Ids ids = new Ids(clock);
        TokenDesk tokens = new TokenDesk(records, secrets, ids, clock);
        writeFirstToken(tokens, config);

        boolean shared = config.jdbcUrl() != null;
        Ticker ticker = new Ticker();
        MetricHistory history = new MetricHistory(records, clock);
        owned((AutoCloseable) history::writeDownAll);
        LiveFleet live = new LiveFleet(
                records,
                history,
                shared ? config.freshness().freshFor() : Duration.ZERO,
                task -> ticker.soon("writing down what was seen", task));
        owned((AutoCloseable) live::writeDown);
        owned(ticker);
        ContestedHosts contested = new ContestedHosts(records, clock);
        ticker.every(Duration.ofSeconds(5), "looking for credentials of two hosts", contested::look);
        FleetIndex index = new FleetIndex(
                records, live, config.freshness(), new CheckinPace(config.checkinSeconds()), contested, clock);
        FleetReader fleet = new FleetReader(live, index, clock);
        KnownHosts knownHosts = new KnownHosts(records, id -> index.host(id).isPresent());

        OpenLogs openLogs = new OpenLogs(records, clock);
        DesiredWaiters waiters = new DesiredWaiters(WAKER_THREADS);
        RolloutApply apply = new RolloutApply(records, fleet, clock);
        RolloutRunner runner = owned(new RolloutRunner(records, apply, index, live, clock, trusted));
        PackStore packStore = packStore(config, clock);
        ManifestMaker manifests = new ManifestMaker(clock);

        WebhookSender webhooks = owned(new WebhookSender(records, webhooksEverywhere, clock));
        FreshnessWatch watch = new FreshnessWatch(records, index, fleet, clock, trusted);
        ticker.every(Duration.ofSeconds(1), "watching freshness", () -> {
            if (shared) {
                live.takeOver();
            }
            watch.look();
        });
        Retention retention = new Retention(records, clock);
        DiskWatch disks = new DiskWatch(records, index, live);
        ticker.every(Duration.ofSeconds(10), "watching disks", disks::look);
        LedgerWatch ledger = new LedgerWatch(records, clock);
        ticker.every(Duration.ofSeconds(5), "reading the ledger against its chain", ledger::look);
        ticker.every(Duration.ofMillis(500), "looking for what webhooks wait for", webhooks::look);
        ticker.every(Duration.ofMinutes(1), "writing down metrics", history::writeDown);
        ticker.every(Duration.ofMinutes(10), "forgetting what has had its time", retention::forget);
        ticker.every(shared ? WRITTEN_DOWN : WRITTEN_DOWN_ALONE, "writing down what was seen", live::writeDown);
        owned(records.changes().subscribe(changes -> {
            // first what is asked by whoever is woken
            index.changed(changes);
            openLogs.changed(changes);
            waiters.changed(changes);
            if (shared && changes.seenElsewhere()) {
                live.takeOver();
            }
            runner.signal();
        }));

        Services services = new Services(
                clock,
                records,
                new Authenticator(records, knownHosts, clock),
                new Doorkeeper(config.entrance().rates(), System::nanoTime),
                tokens,
                new Enrolment(records, secrets, ids, clock),
                new Checkins(
                        records,
                        index,
                        live,
                        new IdentityWatch(records, shared, clock),
                        runner::signal,
                        waiters.executor(),
                        clock),
                new DesiredStates(index, openLogs, clock),
                waiters,
                live,
                index,
                fleet,
                new HostDesk(records, live, clock),
                new LogDesk(records, fleet, ids, clock),
                packStore,
                new PackIntake(packStore, records, config.packLimits(), clock),
                manifests,
                new RolloutStart(records, fleet, manifests, ids, clock, runner::signal, trusted),
                new RolloutActions(records, apply, runner::signal),
                backups(config, clock),
                new WebhookDesk(records, webhooks, webhooksEverywhere, ids, clock),
                ledger,
                config.dataDir());
        TlsFiles tls = config.entrance().tls();
        TlsMaterial material = tls == null ? null : TlsMaterial.read(tls);
        http = owned(HttpServer.start(config.host(), config.port(), config.entrance(), material, services));
        owned(waiters);
        ticker.every(Duration.ofSeconds(1), "watching connections", http::watchConnections);
        if (tls != null) {
            CertificateWatch certificate = new CertificateWatch(tls, material, http::use, records, clock);
            ticker.every(Duration.ofSeconds(2), "watching the certificate", certificate::look);
        }
        runner.start();
        LOG.info("controller listens on {}:{}", config.host(), http.port());
    }

    /** Starts a controller; on its very first start it leaves an admin token in a file. */
    public static Controller start(ControllerConfig config, Clock clock) throws IOException {
        return start(config, false, clock);
    }

    /** @param webhooksEverywhere whether webhooks may also call addresses of this machine and its link */
    public static Controller start(ControllerConfig config, boolean webhooksEverywhere, Clock clock)
            throws IOException {
        try {
            return new Controller(config, webhooksEverywhere, clock);
        } catch (Refused e) {
            throw new CannotStart(e);
        }
    }

    private PackStore packStore(ControllerConfig config, Clock clock) throws IOException {
        PackFiles files = new PackFiles(config.packDir(), clock);
        if (config.packPlace() instanceof PackPlace.InDatabase) {
            return new SharedPacks(files, new PostgresPackRepository(config.jdbcUrl()));
        }
        if (config.packPlace() instanceof PackPlace.Http http) {
            return new SharedPacks(
                    files, owned(new HttpPackRepository(http.address(), http.credentials(), http.authorities())));
        }
        return files;
    }

    private static BackupSource backups(ControllerConfig config, Clock clock) {
        if (config.jdbcUrl() == null) {
            return new SqliteBackup(config.dataDir(), config.packDir(), clock);
        }
        return () -> {
            throw new Refused(
                    Reason.CONFLICT,
                    "this controller keeps its records in PostgreSQL: back them up with"
                            + " 'pg_dump --format=custom --file=globohub.dump DATABASE', restore with"
                            + " 'pg_restore --clean --if-exists --dbname=DATABASE globohub.dump'");
        };
    }

    private static void writeFirstToken(TokenDesk tokens, ControllerConfig config) throws IOException {
        Optional<String> secret = tokens.firstAdmin();
        if (secret.isPresent()) {
            new DurableFiles(CrashPoint.NONE)
                    .write(config.adminTokenFile(), (secret.get() + "\n").getBytes(StandardCharsets.UTF_8));
            LOG.info("first start: the admin token is in {}", config.adminTokenFile());
        }
    }

    /** What is made last is closed first. */
    private <T extends AutoCloseable> T owned(T part) {
        parts.push(part);
        return part;
    }

    /** Whether it can still do its work: requests find a thread, and its own store answers. May block for 20 seconds. */
    public boolean isAlive() {
        return http.takesWork(LONGEST_WAIT_FOR_A_THREAD) && store.getAsBoolean();
    }

    /** The port it listens on. */
    public int port() {
        return http.port();
    }

    /** Every route that it answers, as {@code METHOD path}. */
    public Set<String> routes() {
        return http.routes();
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("a part of the controller did not close well", e);
            }
        }
        LOG.info("controller stopped");
    }
}
