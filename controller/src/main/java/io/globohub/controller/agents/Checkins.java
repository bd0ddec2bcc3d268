package io.globohub.controller.agents;

import io.globohub.common.event.AgentEvent;
import io.globohub.common.protocol.CheckinRequest;
import io.globohub.common.protocol.CheckinResponse;
import io.globohub.common.state.Reason;
import io.globohub.controller.auth.Principal;
import io.globohub.controller.fleet.FleetIndex;
import io.globohub.controller.fleet.IndexedHost;
import io.globohub.controller.fleet.LiveFleet;
import io.globohub.controller.records.HostRecord;
import io.globohub.controller.records.LastSeen;
import io.globohub.controller.records.Records;
import io.globohub.controller.records.Refused;
import io.globohub.controller.records.Session;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in what agents say. What is acknowledged is in the ledger before the answer leaves, and each event is in it
 * once, however often an agent has to repeat it. Thread-safe.
 */
public final class Checkins {
    private static final Logger LOG = LoggerFactory.getLogger(Checkins.class);
    /** No host changes this often between two backups; a number beyond is not taken for one. */
    private static final long BELIEVABLE = 1_000_000;

    private final Records records;
    private final FleetIndex fleet;
    private final LiveFleet live;
    private final IdentityWatch identities;
    private final Runnable newsForRollouts;
    private final Executor answers;
    private final Clock clock;

    /** @param answers writes the answers that had to wait for the store, so that the store's thread need not */
    public Checkins(
            Records records,
            FleetIndex fleet,
            LiveFleet live,
            IdentityWatch identities,
            Runnable newsForRollouts,
            Executor answers,
            Clock clock) {
        this.records = records;
        this.fleet = fleet;
        this.live = live;
        this.identities = identities;
        this.newsForRollouts = newsForRollouts;
        this.answers = answers;
        this.clock = clock;
    }

    /**
     * Takes one check-in in. A host has been heard as soon as its word is here, however long the store takes to write
     * its events: a busy store must not make hosts look lost.
     *
     * @return done at once when there is nothing to write; else when it is on disk
     */
    public CompletableFuture<CheckinResponse> checkin(Principal.Agent agent, CheckinRequest request) {
        long observed = request.observation().observedGeneration();
        HostRecord known = fleet.host(agent.hostId()).map(IndexedHost::record).orElseThrow(Checkins::retired);
        boolean movedOn = live.of(known.id())
                .filter(before -> before.observation().observedGeneration() == observed)
                .isEmpty();
        live.heard(new LastSeen(
                known.id(), clock.instant(), request.observation(), request.metrics(), request.instanceId()));
        identities.heard(known, request.instanceId(), request.observation().bootId());
        if (request.events().isEmpty() && !isSetBack(known, observed)) {
            // of the rest rollouts learn at their next regular look: thousands of check-ins must not drive them
            if (movedOn) {
                newsForRollouts.run();
            }
            return CompletableFuture.completedFuture(response(known));
        }
        return records.submit(session -> append(session, host(session, agent), observed, request.events()))
                .thenApplyAsync(
                        taken -> {
                            live.written(taken.words());
                            return response(taken.host());
                        },
                        answers);
    }

    /** @param words that were written with what was taken in */
    private record Taken(HostRecord host, List<LastSeen> words) {}

    private CheckinResponse response(HostRecord host) {
        return new CheckinResponse(
                fleet.checkinSeconds(),
                fleet.newsSpreadMillis(),
                host.ackSeq(),
                DesiredStates.etag(host.generation()),
                clock.instant());
    }

    private static HostRecord host(Session session, Principal.Agent agent) {
        return session.hosts().byId(agent.hostId()).filter(HostRecord::isActive).orElseThrow(Checkins::retired);
    }

    private static Refused retired() {
        return new Refused(Reason.UNAUTHORIZED, "this host was retired");
    }

    private static boolean isSetBack(HostRecord host, long observed) {
        return observed > host.generation() && observed - host.generation() < BELIEVABLE;
    }

    private Taken append(Session session, HostRecord host, long observed, List<AgentEvent> events) {
        long ack = host.ackSeq();
        for (AgentEvent event : events) {
            if (event.seq() > ack) {
                session.ledger().append(AgentEvents.ledgerEvent(event, host));
                ack = event.seq();
            }
        }
        HostRecord acknowledged = host.withAckSeq(ack);
        if (isSetBack(host, observed)) {
            // agents refuse what is older than what they had, so the wish goes on above that
            LOG.warn(
                    "{} has seen generation {}, this controller knows only {}",
                    host.name(),
                    observed,
                    host.generation());
            acknowledged = acknowledged.aheadOf(observed);
        }
        if (acknowledged.equals(host)) {
            return new Taken(host, List.of());
        }
        session.hosts().update(acknowledged);
        return new Taken(acknowledged, live.keep(session, List.of(host.id())));
    }
}
