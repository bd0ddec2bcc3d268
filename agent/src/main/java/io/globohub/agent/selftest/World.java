package io.globohub.agent.selftest;

import io.globohub.agent.control.ControlClient;
import io.globohub.agent.control.ControlReply;
import io.globohub.agent.control.ControlRequest;
import io.globohub.agent.state.AppRecord;
import io.globohub.common.event.AgentEvent;
import io.globohub.common.event.EventKind;
import io.globohub.common.json.CanonicalJson;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.Version;
import io.globohub.common.state.Goal;
import io.globohub.common.time.Sleeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One host with its controller, on which changes are tried one after the other. One thread at a time. */
final class World implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LOG_LINES = 25;

    private final StandInController controller;
    private final ScratchHost host;
    private final TinyApp app;
    private final Promises promises;
    private final LedgerPromises ledgerPromises;
    private final Clock clock;
    private final Sleeper sleeper;
    private Manifest serving;
    private long restartedAfter = -1;

    World(Path root, int port, ScratchHost.Launch launch, Clock clock, Sleeper sleeper) throws IOException {
        Path packs = Files.createDirectories(root.resolve("packs"));
        this.controller = new StandInController(packs, clock);
        this.host = new ScratchHost(root, controller.address(), launch, clock, sleeper);
        this.app = new TinyApp(packs, port);
        this.promises = new Promises(host, port, clock);
        this.ledgerPromises = new LedgerPromises(controller, host.layout().history());
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** The points noted by the last trial that was not to be killed anywhere. */
    List<String> points() throws IOException {
        return host.noted();
    }

    /** Tries one change. After a trial that is not good, the world is no ground for another one. */
    Trial run(Scenario scenario, KillPoint point) throws IOException, InterruptedException {
        long began = clock.millis();
        List<String> broken = prepare(scenario);
        int kills = 0;
        if (broken.isEmpty()) {
            List<String> orders = point instanceof KillPoint.At at ? at.points() : List.of();
            if (point instanceof KillPoint.Nowhere) {
                host.orderRecording();
            } else if (!orders.isEmpty()) {
                host.dieAt(orders.get(0));
            }
            Change change = begin(scenario);
            // what is not there yet, or is taken away, cannot answer
            try (Traffic traffic = scenario == Scenario.FIRST_DEPLOYMENT ? null : new Traffic(app.port(), sleeper)) {
                if (point instanceof KillPoint.After after) {
                    sleeper.sleep(Duration.ofMillis(after.millis()));
                    host.killAgent();
                    kills++;
                    broken.addAll(whileDead(change));
                }
                for (int next = 1; next <= orders.size() && isKilled(change); next++) {
                    kills++;
                    broken.addAll(whileDead(change));
                    if (next < orders.size()) {
                        restart(orders.get(next));
                    }
                }
                if (!host.agentRuns()) {
                    restart(null);
                }
                broken.addAll(settle(change.expected(promises.record())));
                broken.addAll(traffic == null ? List.of() : traffic.broken());
            }
        }
        if (!broken.isEmpty()) {
            host.agentLog(LOG_LINES).forEach(line -> broken.add("    agent: " + line));
        }
        return new Trial(scenario, point, kills, broken, (clock.millis() - began) / 1000.0);
    }

    private List<String> whileDead(Change change) {
        return promises.brokenWhileDead(change.allowed(), change.before().isEmpty());
    }

    /** @param point where it is to die again, or null */
    private void restart(String point) throws IOException {
        restartedAfter = controller.ledger().size();
        if (point == null) {
            host.orderNothing();
        } else {
            host.dieAt(point);
        }
        host.startAgent();
    }

    /** Waits until the agent is dead; false when the change was done without its death. */
    private boolean isKilled(Change change) throws IOException, InterruptedException {
        waitFor(() -> !host.agentRuns()
                || (isBack() && broken(change.expected(promises.record())).isEmpty()));
        // what comes after the outcome, such as the acknowledgement of the last events
        if (host.agentRuns()) {
            sleeper.sleep(Duration.ofMillis(300));
        }
        return !host.agentRuns();
    }

    /**
     * What is changed.
     *
     * @param answered whether a rollback on the host was answered with yes
     */
    private record Change(
            Scenario scenario, Optional<Manifest> before, Manifest target, boolean answered, long since, long losses) {
        Set<Version> allowed() {
            return before.isEmpty() || !scenario.succeeds()
                    ? Set.of(before.orElse(target).version())
                    : Set.of(before.get().version(), target.version());
        }

        Expected expected(AppRecord record) {
            boolean happens = scenario != Scenario.LOCAL_ROLLBACK
                    || answered
                    || (record.override() != null
                            && record.override().manifest().equals(target));
            return new Expected(
                    scenario.succeeds() && happens ? target : before.orElseThrow(),
                    happens ? Optional.of(CanonicalJson.idOf(target)) : Optional.empty(),
                    scenario,
                    since,
                    losses);
        }
    }

    private List<String> prepare(Scenario scenario) throws IOException, InterruptedException {
        host.orderNothing();
        if (!host.agentRuns()) {
            host.startAgent();
        }
        restartedAfter = -1;
        if (scenario == Scenario.FIRST_DEPLOYMENT) {
            if (serving != null) {
                controller.assign(serving, Goal.ABSENT, "absent");
                serving = null;
            }
            return waitFor(promises::isAbsent) ? new ArrayList<>() : list("the app is not gone as was asked");
        }
        // a version to go back to, and one more than is kept once there is another
        while (serving == null || promises.record().previous() == null) {
            Scenario ground = serving == null ? Scenario.FIRST_DEPLOYMENT : Scenario.UPGRADE;
            Change change = begin(ground);
            List<String> broken = settle(change.expected(promises.record()));
            if (!broken.isEmpty()) {
                return broken;
            }
        }
        return new ArrayList<>();
    }

    private Change begin(Scenario scenario) throws IOException {
        Optional<Manifest> before = Optional.ofNullable(serving);
        long since =
                controller.ledger().stream().mapToLong(AgentEvent::seq).max().orElse(0);
        AppRecord record = promises.record();
        if (scenario == Scenario.LOCAL_ROLLBACK) {
            return new Change(scenario, before, record.previous(), rollBack(), since, record.dataLossEvents());
        }
        Manifest target = app.release(scenario.kind(), scenario.needsOtherRequirements());
        controller.assign(target, Goal.RUNNING, "wish-" + target.version());
        return new Change(scenario, before, target, true, since, record.dataLossEvents());
    }

    private boolean rollBack() {
        try {
            ControlReply reply = new ControlClient(host.layout().controlSocket())
                    .ask(new ControlRequest(
                            ControlRequest.Command.ROLLBACK, TinyApp.NAME, null, "selftest", null, null));
            return reply != null && reply.ok();
        } catch (IOException | IllegalArgumentException killedMeanwhile) {
            return false;
        }
    }

    /** What does not hold of what is expected, once it does or the patience is over. */
    private List<String> settle(Expected expected) throws IOException, InterruptedException {
        List<String> broken = new ArrayList<>();
        waitFor(() -> {
            broken.clear();
            broken.addAll(isBack() ? broken(expected) : List.of("the agent did not come back"));
            return broken.isEmpty();
        });
        serving = expected.serving();
        return broken;
    }

    private boolean isBack() {
        return restartedAfter < 0
                || controller.ledger().stream()
                        .skip(restartedAfter)
                        .anyMatch(event -> event.kind() == EventKind.AGENT_STARTED);
    }

    private List<String> broken(Expected expected) throws IOException {
        List<String> broken = new ArrayList<>(ledgerPromises.broken(expected, promises.record()));
        broken.addAll(promises.broken(expected));
        return broken;
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private boolean waitFor(Condition condition) throws IOException, InterruptedException {
        for (long deadline = clock.millis() + PATIENCE.toMillis(); !condition.holds(); ) {
            if (clock.millis() > deadline) {
                return false;
            }
            sleeper.sleep(POLL);
        }
        return true;
    }

    private static List<String> list(String sentence) {
        return new ArrayList<>(List.of(sentence));
    }

    @Override
    public void close() {
        host.close();
        controller.close();
    }
}
