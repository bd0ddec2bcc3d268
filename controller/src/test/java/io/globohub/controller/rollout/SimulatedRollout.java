package io.globohub.controller.rollout;

import io.globohub.common.json.CanonicalJson;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.protocol.Freshness;
import io.globohub.common.protocol.HostState;
import io.globohub.common.protocol.RolloutRequest.OnFailure;
import io.globohub.common.protocol.RolloutView.HostStatus;
import io.globohub.common.protocol.RolloutView.Status;
import io.globohub.common.selector.Selector;
import io.globohub.common.state.AppObservation;
import io.globohub.common.state.Assignment;
import io.globohub.common.state.DeploymentReport;
import io.globohub.common.state.DeploymentReport.Outcome;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Goal;
import io.globohub.common.state.Hold;
import io.globohub.common.state.Phase;
import io.globohub.common.state.ProcessReport;
import io.globohub.common.state.Reason;
import io.globohub.controller.records.HostRecord;
import io.globohub.controller.records.NewEvent;
import io.globohub.controller.records.Rollout;
import io.globohub.controller.records.RolloutHost;
import io.globohub.controller.records.RolloutPolicy;
import io.globohub.controller.records.RolloutProgress;
import io.globohub.controller.rollout.Decision.Assign;
import io.globohub.controller.rollout.Decision.HostStep;
import io.globohub.testkit.Samples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A rollout over hosts that live in memory: decisions are applied, and hosts become what they are told in one step. */
final class SimulatedRollout {
    static final AppName APP = new AppName("desafio");
    static final Manifest OLD = Samples.manifest("1.0");
    static final Manifest NEW = Samples.manifest("1.1");
    private static final Map<ManifestId, Manifest> MANIFESTS =
            Map.of(CanonicalJson.idOf(OLD), OLD, CanonicalJson.idOf(NEW), NEW);

    /** One host of the simulation; its fields are set by tests. */
    static final class SimHost {
        final String id;
        boolean breaks;
        boolean hangs;
        Freshness freshness = Freshness.FRESH;
        Hold hold;
        Assignment assigned;
        long observed;
        AppObservation seen;

        SimHost(String id) {
            this.id = id;
        }

        ManifestId runs() {
            return seen == null || seen.running() == null
                    ? null
                    : seen.running().manifestId();
        }
    }

    final Map<String, SimHost> fleet = new TreeMap<>();
    final List<NewEvent> events = new ArrayList<>();
    final List<String> told = new ArrayList<>();
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    boolean settled = true;
    Rollout rollout;
    Map<String, RolloutHost> hosts = new LinkedHashMap<>();
    int mostInFlight;

    /** So many hosts that serve 1.0. */
    static SimulatedRollout over(int count) {
        SimulatedRollout simulated = new SimulatedRollout();
        for (int i = 1; i <= count; i++) {
            SimHost host = new SimHost(String.format("h%03d", i));
            host.assigned = new Assignment(APP, Goal.RUNNING, OLD, 1, "ro_0", 0, 0);
            simulated.fleet.put(host.id, host);
            simulated.react(host);
        }
        return simulated;
    }

    SimHost host(int number) {
        return fleet.get(String.format("h%03d", number));
    }

    HostStatus status(int number) {
        return hosts.get(String.format("h%03d", number)).status();
    }

    Status status() {
        return rollout.progress().status();
    }

    static PlanInput input(String batch, int canary, int maxFailures, OnFailure onFailure) {
        return new PlanInput(
                APP,
                NEW,
                java.util.Set.of(),
                Goal.RUNNING,
                Selector.everything(),
                new BatchSize(batch),
                canary,
                false,
                maxFailures,
                10,
                null,
                onFailure,
                null,
                false,
                null);
    }

    SimulatedRollout start(PlanInput input) {
        Map<HostRecord, HostFacts> candidates = new HashMap<>();
        fleet.values().forEach(host -> candidates.put(record(host), facts(host)));
        Plan plan = RolloutPlanner.plan(input, candidates);
        RolloutPolicy policy = new RolloutPolicy(
                input.batch().text(),
                plan.batchLimit(),
                input.canary(),
                input.autoPromote(),
                input.maxFailures(),
                input.bakeSeconds(),
                input.deadlineSeconds() == null ? null : now.plusSeconds(input.deadlineSeconds()),
                input.onFailure(),
                input.spreadBy(),
                input.retry());
        rollout = new Rollout(
                "ro_1",
                APP,
                NEW.version(),
                input.manifestId(),
                input.goal(),
                "",
                policy,
                RolloutProgress.starting(plan.batches()),
                "ops",
                null,
                now,
                1);
        plan.places().forEach(place -> {
            RolloutHost host = RolloutStart.host(rollout, place);
            hosts.put(host.hostId(), host);
        });
        return this;
    }

    private static HostRecord record(SimHost host) {
        return new HostRecord(host.id, host.id, HostState.ACTIVE, Map.of(), null, 0, 0, 0, null, Instant.EPOCH, null);
    }

    private HostFacts facts(SimHost host) {
        return new HostFacts(host.freshness, host.hold, host.observed, host.seen, host.assigned, false);
    }

    private Map<String, HostFacts> facts() {
        Map<String, HostFacts> facts = new HashMap<>();
        fleet.values().forEach(host -> facts.put(host.id, facts(host)));
        return facts;
    }

    /** Somebody asks to go back. */
    void rollBack() {
        Board board = new Board(rollout, List.copyOf(hosts.values()), facts(), now);
        WayBack.begin(board, Reason.ROLLED_BACK, "asked to roll back");
        apply(board.decision());
    }

    private void apply(Decision decision) {
        rollout = rollout.with(decision.progress());
        events.addAll(decision.events());
        decision.steps().forEach(this::apply);
    }

    /** One decision, applied; then hosts react, and {@code seconds} pass. */
    SimulatedRollout step(int seconds) {
        apply(RolloutDecider.next(rollout, List.copyOf(hosts.values()), facts(), now, settled));
        mostInFlight = Math.max(mostInFlight, (int) hosts.values().stream()
                .filter(host -> host.status() == HostStatus.UPDATING || host.status() == HostStatus.BAKING)
                .count());
        fleet.values().forEach(this::react);
        now = now.plusSeconds(seconds);
        return this;
    }

    SimulatedRollout steps(int count) {
        for (int i = 0; i < count; i++) {
            step(5);
        }
        return this;
    }

    private void apply(HostStep step) {
        RolloutHost changed = step.host();
        if (step.assign() != null) {
            SimHost host = fleet.get(changed.hostId());
            Assign assign = step.assign();
            told.add(host.id + " " + assign.goal() + " " + assign.manifest().version());
            int attempt = host.assigned.attempt() + (assign.retry() ? 1 : 0);
            host.assigned = new Assignment(
                    APP,
                    assign.goal(),
                    MANIFESTS.get(assign.manifest()),
                    host.assigned.generation() + 1,
                    rollout.id(),
                    attempt,
                    0);
            changed = changed.assigned(host.assigned.generation(), attempt);
        }
        hosts.put(changed.hostId(), changed);
    }

    /** A host that is reached becomes what it is told, unless it breaks or hangs there. */
    private void react(SimHost host) {
        if (host.freshness != Freshness.FRESH || host.observed == host.assigned.generation()) {
            return;
        }
        ManifestId before = host.runs();
        ManifestId wish = host.assigned.manifestId();
        host.observed = host.assigned.generation();
        boolean isNew = wish.equals(CanonicalJson.idOf(NEW));
        if (host.assigned.goal() != Goal.RUNNING) {
            host.seen = host.assigned.goal() == Goal.ABSENT ? null : observation(before, null, Phase.STOPPED, null);
        } else if (isNew && host.hangs) {
            host.seen = observation(before, before, Phase.SERVING, null);
        } else if (isNew && host.breaks) {
            Failure failure = new Failure(Reason.BOOT_FAILED, "died at import", List.of("ImportError"));
            DeploymentReport report = new DeploymentReport(
                    "d",
                    wish,
                    before,
                    rollout.id(),
                    host.assigned.attempt(),
                    now,
                    now,
                    Outcome.FAILED,
                    null,
                    List.of(),
                    failure);
            host.seen = observation(before, before, Phase.SERVING, report);
        } else {
            host.seen = observation(wish, wish, Phase.SERVING, null);
        }
    }

    private AppObservation observation(ManifestId active, ManifestId running, Phase phase, DeploymentReport report) {
        ProcessReport process = running == null ? null : new ProcessReport(running, 1, now, 1, 0, 1, 1, List.of());
        return new AppObservation(
                APP,
                Goal.RUNNING,
                active,
                null,
                List.of(),
                process,
                phase,
                now,
                0,
                0,
                null,
                null,
                null,
                report,
                null,
                List.of(),
                null);
    }
}
