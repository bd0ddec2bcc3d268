package io.globohub.controller.rollout;

import io.globohub.common.manifest.ManifestId;
import io.globohub.common.protocol.RolloutPlan.PlannedHost;
import io.globohub.common.state.AppObservation;
import io.globohub.common.state.Assignment;
import io.globohub.common.state.Goal;
import io.globohub.common.state.Hold;
import io.globohub.common.state.Reason;
import io.globohub.controller.records.HostRecord;
import io.globohub.controller.rollout.Plan.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Says for each selected host what a rollout would do there, and divides those that change into batches. Pure. */
public final class RolloutPlanner {
    static final String NONE = "none";
    static final String SKIP = "skip";

    private final PlanInput input;
    private final ManifestIds ids = new ManifestIds();

    private RolloutPlanner(PlanInput input) {
        this.input = input;
    }

    /** @param hosts the selected ones with what is known of them, in any order */
    static Plan plan(PlanInput input, Map<HostRecord, HostFacts> hosts) {
        return new RolloutPlanner(input).plan(hosts);
    }

    private Plan plan(Map<HostRecord, HostFacts> hosts) {
        List<HostRecord> ordered = hosts.keySet().stream()
                .sorted(Comparator.comparing(HostRecord::name))
                .toList();
        Map<String, Place> places = new LinkedHashMap<>();
        for (HostRecord host : ordered) {
            places.put(host.id(), place(host, hosts.get(host)));
        }
        List<HostRecord> changing = spread(
                ordered.stream()
                        .filter(host -> places.get(host.id()).isChange())
                        .toList(),
                input.spreadBy());
        int limit = input.batch().of(changing.size());
        int batches = number(changing, places, Math.min(input.canary(), changing.size()), limit);
        List<Place> sorted = places.values().stream()
                .sorted(Comparator.comparing((Place place) -> place.planned().batch() == 0)
                        .thenComparing(place -> place.planned().batch()))
                .toList();
        return new Plan(input, sorted, batches, limit, warnings(hosts, sorted));
    }

    /** Gives each changing host its batch; the number of batches. */
    private static int number(List<HostRecord> changing, Map<String, Place> places, int canary, int limit) {
        int batch = 0;
        int left = 0;
        for (int i = 0; i < changing.size(); i++) {
            if (left == 0) {
                batch++;
                left = i == 0 && canary > 0 ? canary : limit;
            }
            int number = batch;
            places.computeIfPresent(changing.get(i).id(), (id, place) -> place.inBatch(number));
            left--;
        }
        return batch;
    }

    /** Takes turns between the values of {@code label}, so that no batch falls on one of them alone. */
    private static List<HostRecord> spread(List<HostRecord> hosts, String label) {
        if (label == null) {
            return hosts;
        }
        Map<String, List<HostRecord>> byValue = new TreeMap<>();
        hosts.forEach(host -> byValue.computeIfAbsent(host.labels().getOrDefault(label, ""), value -> new ArrayList<>())
                .add(host));
        List<HostRecord> mixed = new ArrayList<>();
        for (int round = 0; mixed.size() < hosts.size(); round++) {
            for (List<HostRecord> group : byValue.values()) {
                if (round < group.size()) {
                    mixed.add(group.get(round));
                }
            }
        }
        return mixed;
    }

    private Place place(HostRecord host, HostFacts facts) {
        Assignment before = facts.assigned();
        ManifestId target = input.manifest() != null ? ids.of(input.manifest()) : before == null ? null : idOf(before);
        String action = action(before, facts);
        if (action.equals(NONE)) {
            return place(host, before, facts.seen(), target, NONE, Effect.NOTHING, nothing(before), null);
        }
        if (facts.hold() != null) {
            Hold hold = facts.hold();
            String held = "held by " + hold.owner() + ": " + hold.reason();
            return place(host, before, facts.seen(), target, SKIP, Effect.NOTHING, held, Reason.HELD);
        }
        if (!facts.isFresh()) {
            String old = facts.freshness().name().toLowerCase(Locale.ROOT);
            return place(
                    host,
                    before,
                    facts.seen(),
                    target,
                    SKIP,
                    Effect.NOTHING,
                    "the host is " + old + "; it gets the change when it returns",
                    Reason.AGENT_STALE);
        }
        Effect effect = Effect.of(input, before, facts);
        return place(host, before, facts.seen(), target, action, effect, effect.detail(), null);
    }

    private Place place(
            HostRecord host,
            Assignment before,
            AppObservation seen,
            ManifestId target,
            String action,
            Effect effect,
            String detail,
            Reason skip) {
        boolean had = before != null && before.goal() != Goal.ABSENT;
        ManifestId back = had ? WayBack.target(before, seen, ids) : null;
        return new Place(
                new PlannedHost(
                        host.id(),
                        host.name(),
                        0,
                        action,
                        had ? before.manifest().version() : null,
                        had ? idOf(before) : null,
                        effect.fetchBytes(),
                        effect.environment(),
                        effect.restart(),
                        effect.losesMemory(),
                        detail),
                target,
                back,
                back == null ? null : before.goal(),
                skip);
    }

    private String action(Assignment before, HostFacts facts) {
        boolean had = before != null && before.goal() != Goal.ABSENT;
        return switch (input.goal()) {
            case RUNNING ->
                input.isRestart()
                        ? had && before.goal() == Goal.RUNNING ? "restart" : NONE
                        : running(before, had, facts);
            case STOPPED -> had && before.goal() != Goal.STOPPED ? "stop" : NONE;
            case ABSENT -> had ? "remove" : NONE;
        };
    }

    private String running(Assignment before, boolean had, HostFacts facts) {
        if (!had) {
            return "install";
        }
        if (!before.manifest().version().equals(input.manifest().version())) {
            return "upgrade";
        }
        boolean same = before.goal() == Goal.RUNNING && idOf(before).equals(ids.of(input.manifest()));
        return same && serves(facts) && !input.retry() ? NONE : "reconfigure";
    }

    private boolean serves(HostFacts facts) {
        return facts.seen() != null
                && facts.seen().running() != null
                && ids.of(input.manifest()).equals(facts.seen().running().manifestId());
    }

    private String nothing(Assignment before) {
        return switch (input.goal()) {
            case RUNNING ->
                !input.isRestart()
                        ? "serves it already"
                        : before == null ? "has no " + input.app() : "is stopped, and stays so";
            case STOPPED -> before == null ? "has no " + input.app() : "is stopped already";
            case ABSENT -> "has no " + input.app();
        };
    }

    private List<String> warnings(Map<HostRecord, HostFacts> hosts, List<Place> places) {
        List<String> warnings = new ArrayList<>();
        long stale = places.stream()
                .filter(place -> place.skip() == Reason.AGENT_STALE)
                .count();
        if (stale > 0) {
            warnings.add(Many.hosts(stale) + (stale == 1 ? " does" : " do")
                    + " not check in: the change comes with the return");
        }
        long held = places.stream().filter(place -> place.skip() == Reason.HELD).count();
        if (held > 0) {
            warnings.add(Many.hosts(held) + " on hold: no change there");
        }
        long failedBefore = input.retry() || input.manifest() == null
                ? 0
                : hosts.values().stream()
                        .filter(facts -> hasFailedBefore(facts))
                        .count();
        if (failedBefore > 0) {
            warnings.add("this manifest has failed on " + failedBefore
                    + " of the hosts before: it is not tried again there without 'retry'");
        }
        long losing =
                places.stream().filter(place -> place.planned().losesMemory()).count();
        if (losing > 0) {
            warnings.add("the data that " + input.app() + " keeps in memory are lost on " + Many.hosts(losing));
        }
        if (places.stream().noneMatch(Place::isChange)) {
            warnings.add("no host would change");
        }
        return warnings;
    }

    private boolean hasFailedBefore(HostFacts facts) {
        return facts.seen() != null
                && facts.seen().deployment() != null
                && ids.of(input.manifest()).equals(facts.seen().deployment().manifestId())
                && Verdict.hasFailed(facts.seen().deployment());
    }

    private ManifestId idOf(Assignment assignment) {
        return ids.of(assignment.manifest());
    }
}
