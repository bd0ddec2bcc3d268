package io.globohub.controller.rollout;

import io.globohub.common.json.CanonicalJson;
import io.globohub.common.protocol.RolloutPlan;
import io.globohub.common.protocol.RolloutView;
import io.globohub.common.protocol.RolloutView.HostStatus;
import io.globohub.controller.records.Rollout;
import io.globohub.controller.records.RolloutHost;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What operators are shown of rollouts and plans. Pure. */
public final class RolloutViews {
    private RolloutViews() {}

    /** A rollout in numbers. */
    public static RolloutView summary(Rollout rollout, Map<HostStatus, Integer> counts) {
        return view(rollout, counts, null);
    }

    /** A rollout with all its hosts. */
    static RolloutView view(Rollout rollout, List<RolloutHost> hosts) {
        return view(
                rollout, counts(hosts), hosts.stream().map(RolloutViews::host).toList());
    }

    static Map<HostStatus, Integer> counts(List<RolloutHost> hosts) {
        Map<HostStatus, Integer> counts = new EnumMap<>(HostStatus.class);
        hosts.forEach(host -> counts.merge(host.status(), 1, Integer::sum));
        return counts;
    }

    private static RolloutView view(
            Rollout rollout, Map<HostStatus, Integer> counts, List<RolloutView.RolloutHost> hosts) {
        return new RolloutView(
                rollout.id(),
                rollout.app(),
                rollout.version(),
                rollout.manifestId(),
                rollout.goal(),
                rollout.selector(),
                rollout.progress().status(),
                rollout.progress().reason() == null
                        ? null
                        : rollout.progress().reason().code(),
                rollout.progress().detail(),
                rollout.createdBy(),
                rollout.comment(),
                rollout.createdAt(),
                rollout.progress().endedAt(),
                rollout.progress().batch(),
                rollout.progress().batches(),
                rollout.policy().batchSize(),
                rollout.policy().maxFailures(),
                rollout.policy().bakeSeconds(),
                rollout.progress().gateOpensAt(),
                rollout.policy().deadlineAt(),
                rollout.progress().awaitingPromotion(),
                named(counts),
                hosts);
    }

    /** Every state is there, those of no host with 0. */
    private static Map<String, Integer> named(Map<HostStatus, Integer> counts) {
        Map<String, Integer> named = new TreeMap<>();
        for (HostStatus status : HostStatus.values()) {
            named.put(status.name().toLowerCase(Locale.ROOT), counts.getOrDefault(status, 0));
        }
        return named;
    }

    private static RolloutView.RolloutHost host(RolloutHost host) {
        return new RolloutView.RolloutHost(
                host.hostId(),
                host.name(),
                host.batch(),
                host.status(),
                host.fromManifest(),
                host.reason() == null ? null : host.reason().code(),
                host.detail(),
                host.evidence(),
                host.startedAt(),
                host.endedAt());
    }

    static RolloutPlan plan(Plan plan) {
        RolloutPlan unsigned = plan(plan, null);
        // details (bytes, "lost since") may change without changing what would be done
        List<List<Object>> essence = unsigned.hosts().stream()
                .map(host ->
                        List.<Object>of(host.id(), host.batch(), host.action(), String.valueOf(host.fromManifest())))
                .toList();
        Map<String, Object> signed = Map.of(
                "app", plan.input().app(),
                "manifest", String.valueOf(plan.input().manifestId()),
                "goal", plan.input().goal(),
                "restart", plan.input().isRestart(),
                "hosts", essence);
        return plan(plan, "\"plan-" + CanonicalJson.digest(signed).short12() + "\"");
    }

    private static RolloutPlan plan(Plan plan, String etag) {
        PlanInput input = plan.input();
        return new RolloutPlan(
                input.app(),
                input.manifest() == null ? null : input.manifest().version(),
                input.manifestId(),
                input.goal(),
                input.selector().toString(),
                plan.places().stream().map(Plan.Place::planned).toList(),
                plan.batches(),
                plan.changes(),
                plan.warnings(),
                etag);
    }
}
