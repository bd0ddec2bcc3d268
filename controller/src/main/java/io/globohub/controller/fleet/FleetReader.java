package io.globohub.controller.fleet;

import io.globohub.common.protocol.Explanation;
import io.globohub.common.protocol.Freshness;
import io.globohub.common.state.Assignment;
import io.globohub.common.state.Reason;
import io.globohub.controller.records.HostRecord;
import io.globohub.controller.records.LastSeen;
import io.globohub.controller.records.Refused;
import io.globohub.controller.records.Rollout;
import io.globohub.controller.records.Session;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts together what is remembered, what was seen and what time it is, as one session sees it: for single hosts, and
 * for decisions inside a write. Whoever looks at the whole fleet often asks the {@link FleetIndex}. Thread-safe.
 */
public final class FleetReader {
    /** How long a host is shown with the warning that two agents used its credential. */
    private final LiveFleet live;

    private final FleetIndex index;
    private final Clock clock;

    public FleetReader(LiveFleet live, FleetIndex index, Clock clock) {
        this.live = live;
        this.index = index;
        this.clock = clock;
    }

    /** Every active host, ordered by name. */
    public List<HostPicture> all(Session session) {
        Map<String, List<Assignment>> assignments = session.assignments().all();
        Map<String, Instant> contested = contested(session);
        return session.hosts().active().stream()
                .map(host -> picture(host, assignments.getOrDefault(host.id(), List.of()), contested.get(host.id())))
                .toList();
    }

    /** Hosts that are no longer part of the fleet; nothing is assigned to them. */
    public List<HostPicture> retired(Session session) {
        return session.hosts().retired().stream()
                .map(host -> picture(host, List.of(), null))
                .toList();
    }

    /** One host by id or name. */
    public HostPicture one(Session session, String idOrName) {
        HostRecord host = find(session, idOrName);
        return picture(
                host, session.assignments().of(host.id()), contested(session).get(host.id()));
    }

    /** Why the host is as it is. */
    public Explanation explain(Session session, String idOrName) {
        HostPicture picture = one(session, idOrName);
        Map<String, Rollout> rollouts = new LinkedHashMap<>();
        session.rollouts().unfinished().forEach(rollout -> rollouts.put(rollout.id(), rollout));
        for (Assignment assignment : picture.assignments()) {
            if (assignment.rolloutId() != null) {
                session.rollouts()
                        .byId(assignment.rolloutId())
                        .ifPresent(rollout -> rollouts.putIfAbsent(rollout.id(), rollout));
            }
        }
        List<HostRollout> places = rollouts.values().stream()
                .flatMap(rollout -> session
                        .rollouts()
                        .host(rollout.id(), picture.host().id())
                        .stream()
                        .map(place -> new HostRollout(rollout, place)))
                .toList();
        return Explainer.explain(picture, places, index.rule(), clock.instant());
    }

    /** The host with that id or that name; refuses when there is none. */
    public static HostRecord find(Session session, String idOrName) {
        return session.hosts()
                .byName(idOrName)
                .or(() -> session.hosts().byId(idOrName))
                .filter(HostRecord::isActive)
                .orElseThrow(() -> new Refused(Reason.HOST_NOT_FOUND, "there is no host '" + idOrName + "'"));
    }

    private Map<String, Instant> contested(Session session) {
        return session.agentInstances().contestedSince(clock.instant().minus(ContestedHosts.WARNED_FOR));
    }

    private HostPicture picture(HostRecord host, List<Assignment> assignments, Instant contestedAt) {
        LastSeen seen = live.of(host.id()).orElse(null);
        return new HostPicture(host, seen, freshness(host, clock.instant()), assignments, contestedAt);
    }

    /** A host that never checked in is as old as its enrolment. */
    public Freshness freshness(HostRecord host, Instant now) {
        return index.rule().of(live.of(host.id()).map(LastSeen::at).orElse(host.enrolledAt()), now);
    }
}
