package io.globohub.controller.rollout;

import io.globohub.common.manifest.AppName;
import io.globohub.controller.records.Rollout;
import io.globohub.controller.records.RolloutHost;
import io.globohub.controller.records.Session;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The hosts of unfinished rollouts, read again only when a rollout has another revision: each change of one of its
 * hosts makes a new revision of the rollout, in the same commit. For one thread.
 */
final class Places {
    private static final Comparator<RolloutHost> ORDER =
            Comparator.comparingInt(RolloutHost::batch).thenComparing(RolloutHost::name);

    private record Kept(long revision, List<RolloutHost> hosts) {}

    /** What one step of a rollout looks at. */
    record Look(List<RolloutHost> hosts, Set<String> busy) {
        List<String> hostIds() {
            return hosts.stream().map(RolloutHost::hostId).toList();
        }
    }

    private final Map<String, Kept> kept = new HashMap<>();

    Look look(Session session, Rollout rollout) {
        List<RolloutHost> hosts = hosts(session, rollout);
        return new Look(hosts, busy(session, rollout.app(), rollout.id()));
    }

    private List<RolloutHost> hosts(Session session, Rollout rollout) {
        Kept before = kept.get(rollout.id());
        if (before != null && before.revision() == rollout.revision()) {
            return before.hosts();
        }
        List<RolloutHost> hosts = session.rollouts().hosts(rollout.id());
        // what was read may be newer than the rollout at hand, but then its next step is refused
        kept.put(rollout.id(), new Kept(rollout.revision(), hosts));
        return hosts;
    }

    /** The hosts of {@code rollout} as the step that made this revision of it left them: they need not be read again. */
    void written(Rollout rollout, List<RolloutHost> changed) {
        Kept before = kept.get(rollout.id());
        if (before != null && before.revision() == rollout.revision() - 1) {
            Map<String, RolloutHost> hosts = new LinkedHashMap<>();
            before.hosts().forEach(host -> hosts.put(host.hostId(), host));
            changed.forEach(host -> hosts.put(host.hostId(), host));
            List<RolloutHost> ordered = hosts.values().stream().sorted(ORDER).toList();
            kept.put(rollout.id(), new Kept(rollout.revision(), ordered));
        }
    }

    private Set<String> busy(Session session, AppName app, String except) {
        Set<String> busy = new HashSet<>();
        for (Rollout rollout : session.rollouts().unfinished()) {
            if (RolloutFacts.occupies(rollout, app, except)) {
                RolloutFacts.atWork(hosts(session, rollout)).forEach(busy::add);
            }
        }
        return busy;
    }

    /** Forgets those that are over. */
    void keepOnly(Collection<Rollout> unfinished) {
        kept.keySet().retainAll(unfinished.stream().map(Rollout::id).collect(Collectors.toSet()));
    }
}
