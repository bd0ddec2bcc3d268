package io.globohub.controller.cli.simulate;

import io.globohub.common.event.AgentEvent;
import io.globohub.common.event.EventKind;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.protocol.CheckinRequest;
import io.globohub.common.protocol.CheckinResponse;
import io.globohub.common.state.Assignment;
import io.globohub.common.state.DeploymentReport.Outcome;
import io.globohub.common.state.DesiredState;
import io.globohub.common.state.HostMetrics;
import io.globohub.common.state.HostObservation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** What one simulated host knows, decides and says; it touches nothing. Thread-safe. */
final class SimulatedHost {
    private static final long GIB = 1L << 30;
    private static final String AGENT_VERSION = "simulated";

    private final Scenario scenario;
    private final Tally tally;
    private final RandomGenerator random;
    private final Map<AppName, SimulatedApp> apps = new TreeMap<>();
    private final Deque<AgentEvent> outbox = new ArrayDeque<>();
    private String instance;
    private Instant startedAt;
    private long seq;
    private long generation;
    private String etag;
    private boolean news;
    private double load = 0.2;

    SimulatedHost(Scenario scenario, Tally tally, RandomGenerator random, Instant now) {
        this.scenario = scenario;
        this.tally = tally;
        this.random = random;
        restarted(now);
    }

    /** A new start of the agent: what was installed is still there. */
    synchronized void restarted(Instant now) {
        instance = "simulated-" + Long.toHexString(random.nextLong());
        startedAt = now;
        apps.values().forEach(SimulatedApp::tellEnvironmentAnew);
    }

    /** The entity tag of the desired state it has, or null. */
    synchronized String etag() {
        return etag;
    }

    /** Takes a new desired state on; says how long the deployment takes that begins now, or null when none does. */
    synchronized Duration told(DesiredState desired, String newEtag, Instant now) {
        if (desired.generation() < generation) {
            return null;
        }
        etag = newEtag;
        generation = desired.generation();
        boolean begins = false;
        for (Assignment wish : desired.assignments()) {
            SimulatedApp app = apps.computeIfAbsent(wish.app(), SimulatedApp::new);
            if (app.wish(wish, now)) {
                begins = true;
                note(EventKind.DEPLOYMENT_STARTED, app, wish.manifestId() + " is being installed", now);
            }
        }
        news = true;
        return begins ? duration() : null;
    }

    private Duration duration() {
        return Duration.ofMillis((long) (scenario.deployment().toMillis() * (0.5 + random.nextDouble())));
    }

    /** Ends whatever deployments run. */
    synchronized void deploymentsEnd(Instant now) {
        for (SimulatedApp app : apps.values()) {
            if (app.isDeploying()) {
                Outcome outcome = random.nextDouble() < scenario.failureShare() ? Outcome.FAILED : Outcome.SUCCEEDED;
                ManifestId id = app.end(outcome, now);
                if (outcome == Outcome.SUCCEEDED) {
                    tally.succeeded.increment();
                    note(EventKind.DEPLOYMENT_SUCCEEDED, app, id + " serves", now);
                } else {
                    tally.failed.increment();
                    note(EventKind.DEPLOYMENT_FAILED, app, id + " did not pass its trial", now);
                }
                news = true;
            }
        }
    }

    private void note(EventKind kind, SimulatedApp app, String message, Instant now) {
        boolean ends = kind != EventKind.DEPLOYMENT_STARTED;
        outbox.add(new AgentEvent(
                ++seq,
                now,
                kind,
                app.name(),
                app.deployment().manifestId(),
                message,
                null,
                app.deployment().failure(),
                ends ? app.deployment() : null));
    }

    /** Whether there is something that should not wait for the next regular check-in. */
    synchronized boolean hasNews() {
        return news;
    }

    /** Its next check-in. */
    synchronized CheckinRequest checkin(Instant now) {
        news = false;
        List<AgentEvent> oldest = new ArrayList<>(CheckinRequest.MAX_EVENTS);
        outbox.stream().limit(CheckinRequest.MAX_EVENTS).forEach(oldest::add);
        return new CheckinRequest(
                instance,
                new HostObservation(
                        now,
                        AGENT_VERSION,
                        "boot-" + instance,
                        startedAt,
                        generation,
                        "Debian GNU/Linux 12",
                        "3.11.2",
                        apps.values().stream()
                                .filter(SimulatedApp::isHere)
                                .map(app -> app.observation(random))
                                .toList()),
                metrics(now),
                oldest);
    }

    /** What is acknowledged leaves the outbox. */
    synchronized void answered(CheckinResponse response) {
        while (!outbox.isEmpty() && outbox.peek().seq() <= response.ackSeq()) {
            outbox.remove();
            tally.events.increment();
        }
        // a host that was enrolled before and has forgotten its numbers goes on after those that the ledger has
        seq = Math.max(seq, response.ackSeq());
        apps.values().forEach(SimulatedApp::answered);
    }

    private HostMetrics metrics(Instant now) {
        // a walk that comes back to the middle, so that columns of metrics look like those of a working host
        load = Math.min(4, Math.max(0.02, load + (random.nextDouble() - 0.5) * 0.2 + (0.5 - load) * 0.05));
        long available = 4 * GIB + (long) ((random.nextDouble() - 0.5) * GIB);
        return new HostMetrics(
                now,
                4,
                Math.min(1, load / 4),
                load,
                load * 0.9,
                load * 0.8,
                8 * GIB,
                available,
                2 * GIB,
                2 * GIB,
                List.of(
                        new HostMetrics.Filesystem("/", 100 * GIB, 60 * GIB - seq * 4096, 6_553_600, 6_000_000),
                        new HostMetrics.Filesystem("/var", 50 * GIB, 20 * GIB, 3_276_800, 3_000_000)),
                new HostMetrics.Pressure(0.01, 0, 0.002),
                48_000_000,
                1 + random.nextDouble());
    }
}
