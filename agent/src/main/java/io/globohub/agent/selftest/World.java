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
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int LOG_LINES = 25;

    private final StandInController controller;
    private final ScratchHost host;
    private final TinyApp app;
    private final Promises promises;
    private final LedgerPromises ledgerPromises;
    private final Clock clock;
    private final Sleeper sleeper;
    private Manifest serving;

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
        boolean killed = false;
        if (broken.isEmpty()) {
            order(point);
            Change change = begin(scenario);
            killed = awaitKill(point, change);
            if (killed) {
                broken.addAll(promises.brokenWhileDead(change.allowed(), scenario == Scenario.FIRST_DEPLOYMENT));
                recover(point);
            }
            broken.addAll(settle(change.expected(promises.record()), killed));
        }
        if (!broken.isEmpty()) {
            host.agentLog(LOG_LINES).forEach(line -> broken.add("    agent: " + line));
        }
        return new Trial(scenario, point, killed, broken, (clock.millis() - began) / 1000.0);
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
        if (scenario == Scenario.FIRST_DEPLOYMENT) {
            if (serving != null) {
                controller.assign(serving, Goal.ABSENT, "absent");
                serving = null;
            }
            return waitFor(promises::isAbsent) ? new ArrayList<>() : list("the app is not gone as was asked");
        }
        while (serving == null
                || (scenario == Scenario.LOCAL_ROLLBACK && promises.record().previous() == null)) {
            Scenario ground = serving == null ? Scenario.FIRST_DEPLOYMENT : Scenario.UPGRADE;
            Change change = begin(ground);
            List<String> broken = settle(change.expected(promises.record()), false);
            if (!broken.isEmpty()) {
                return broken;
            }
        }
        return new ArrayList<>();
    }

    private void order(KillPoint point) throws IOException {
        if (point instanceof KillPoint.Nowhere) {
            host.orderRecording();
        } else if (point instanceof KillPoint.At at) {
            host.dieAt(at.point());
        } else if (point instanceof KillPoint.Twice twice) {
            host.dieAt(twice.point());
        }
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

    /** Waits until the agent is dead; false when the change was done without its death. */
    private boolean awaitKill(KillPoint point, Change change) throws IOException, InterruptedException {
        if (point instanceof KillPoint.After after) {
            sleeper.sleep(Duration.ofMillis(after.millis()));
            host.killAgent();
        }
        waitFor(() -> !host.agentRuns() || isSettled(change));
        // what comes after the outcome, such as the acknowledgement of the last events
        if (host.agentRuns() && !(point instanceof KillPoint.Nowhere)) {
            sleeper.sleep(Duration.ofMillis(500));
        }
        return !host.agentRuns();
    }

    private boolean isSettled(Change change) throws IOException {
        return broken(change.expected(promises.record())).isEmpty();
    }

    private void recover(KillPoint point) throws IOException, InterruptedException {
        if (point instanceof KillPoint.Twice twice) {
            host.dieAt(DieAt.Orders.ANY + twice.recovery());
            host.startAgent();
            host.awaitAgentsEnd();
            host.killAgent();
        }
        host.orderNothing();
        host.startAgent();
    }

    private List<String> settle(Expected expected, boolean restarted) throws IOException, InterruptedException {
        long mark = controller.ledger().size();
        waitFor(() -> (!restarted || startedSince(mark)) && broken(expected).isEmpty());
        List<String> broken = broken(expected);
        if (restarted && !startedSince(mark)) {
            broken.add("the agent did not come back");
        }
        serving = expected.serving();
        return broken;
    }

    private boolean startedSince(long mark) {
        return controller.ledger().stream().skip(mark).anyMatch(event -> event.kind() == EventKind.AGENT_STARTED);
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
