package io.globohub.controller;

import io.globohub.common.disk.CrashPoint;
import io.globohub.common.disk.DurableFiles;
import io.globohub.controller.agents.Checkins;
import io.globohub.controller.agents.DesiredStates;
import io.globohub.controller.agents.DesiredWaiters;
import io.globohub.controller.agents.Enrolment;
import io.globohub.controller.api.HttpServer;
import io.globohub.controller.api.Services;
import io.globohub.controller.auth.Authenticator;
import io.globohub.controller.auth.Secrets;
import io.globohub.controller.auth.TokenDesk;
import io.globohub.controller.catalogue.ManifestMaker;
import io.globohub.controller.catalogue.PackFiles;
import io.globohub.controller.catalogue.PackIntake;
import io.globohub.controller.fleet.DiskWatch;
import io.globohub.controller.fleet.FleetReader;
import io.globohub.controller.fleet.FreshnessWatch;
import io.globohub.controller.fleet.HostDesk;
import io.globohub.controller.fleet.LiveFleet;
import io.globohub.controller.records.Ids;
import io.globohub.controller.records.Records;
import io.globohub.controller.rollout.RolloutActions;
import io.globohub.controller.rollout.RolloutApply;
import io.globohub.controller.rollout.RolloutRunner;
import io.globohub.controller.rollout.RolloutStart;
import io.globohub.controller.store.SqlRecords;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running controller, wired by hand. Closing it answers who waits, writes down what was seen, and ends every thread;
 * a controller that is killed instead loses nothing that it acknowledged.
 */
public final class Controller implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Controller.class);
    private static final int WAKER_THREADS = 4;

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final HttpServer http;

    private Controller(ControllerConfig config, boolean webhooksEverywhere, Clock systemClock) throws IOException {
        // everything is remembered in milliseconds: what is read back equals what was written
        Clock clock = Clock.tick(systemClock, Duration.ofMillis(1));
        Instant trusted = clock.instant().plus(config.freshness().lostAfter());

        Records records = owned(
                config.jdbcUrl() == null
                        ? SqlRecords.sqlite(config.dataDir(), clock)
                        : SqlRecords.postgres(config.jdbcUrl(), clock));
        Secrets secrets = new Secrets();
        Ids ids = new Ids(clock);
        TokenDesk tokens = new TokenDesk(records, secrets, ids, clock);
        writeFirstToken(tokens, config);

        LiveFleet live = new LiveFleet(records);
        owned((AutoCloseable) live::writeDown);
        FleetReader fleet = new FleetReader(live, config.freshness(), clock);

        DesiredWaiters waiters = new DesiredWaiters(WAKER_THREADS);
        RolloutApply apply = new RolloutApply(records, fleet, waiters::changed, clock);
        RolloutRunner runner = owned(new RolloutRunner(records, apply, clock, trusted));
        PackFiles packFiles = new PackFiles(config.packDir());
        ManifestMaker manifests = new ManifestMaker(clock);

        WebhookSender webhooks = owned(new WebhookSender(records, webhooksEverywhere, clock));
        Ticker ticker = owned(new Ticker());
        FreshnessWatch watch = new FreshnessWatch(records, fleet, clock, trusted);
        ticker.every(Duration.ofSeconds(1), "watching freshness", watch::look);
        DiskWatch disks = new DiskWatch(records, fleet);
        ticker.every(Duration.ofSeconds(10), "watching disks", disks::look);
        ticker.every(Duration.ofMillis(500), "looking for what webhooks wait for", webhooks::look);
        ticker.every(Duration.ofSeconds(5), "writing down what was seen", live::writeDown);

        Services services = new Services(
                clock,
                records,
                new Authenticator(records, clock),
                tokens,
                new Enrolment(records, secrets, ids, clock),
                new Checkins(records, live, runner::signal, config.checkinSeconds(), clock),
                new DesiredStates(records, clock),
                waiters,
                live,
                fleet,
                new HostDesk(records, live, clock),
                packFiles,
                new PackIntake(packFiles, records, config.packLimits(), clock),
                manifests,
                new RolloutStart(records, fleet, manifests, ids, clock, runner::signal),
                new RolloutActions(records, apply, runner::signal),
                new WebhookDesk(records, webhooks, webhooksEverywhere, ids, clock));
        http = owned(HttpServer.start(config.host(), config.port(), services));
        owned(waiters);
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
        return new Controller(config, webhooksEverywhere, clock);
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

    /** The port it listens on. */
    public int port() {
        return http.port();
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
