package io.globohub.controller.agents;

import io.globohub.common.event.AgentEvent;
import io.globohub.common.protocol.CheckinRequest;
import io.globohub.common.protocol.CheckinResponse;
import io.globohub.common.state.Reason;
import io.globohub.controller.auth.Principal;
import io.globohub.controller.fleet.LiveFleet;
import io.globohub.controller.records.HostRecord;
import io.globohub.controller.records.LastSeen;
import io.globohub.controller.records.Records;
import io.globohub.controller.records.Refused;
import io.globohub.controller.records.Session;
import java.time.Clock;
import java.util.List;

/**
 * Takes in what agents say. What is acknowledged is in the ledger before the answer leaves, and each event is in it
 * once, however often an agent has to repeat it. Thread-safe.
 */
public final class Checkins {
    private final Records records;
    private final LiveFleet live;
    private final Runnable newsForRollouts;
    private final int checkinSeconds;
    private final Clock clock;

    public Checkins(Records records, LiveFleet live, Runnable newsForRollouts, int checkinSeconds, Clock clock) {
        this.records = records;
        this.live = live;
        this.newsForRollouts = newsForRollouts;
        this.checkinSeconds = checkinSeconds;
        this.clock = clock;
    }

    public CheckinResponse checkin(Principal.Agent agent, CheckinRequest request) {
        HostRecord host = request.events().isEmpty()
                ? records.read(session -> host(session, agent))
                : records.write(session -> append(session, host(session, agent), request.events()));
        live.heard(new LastSeen(
                host.id(), clock.instant(), request.observation(), request.metrics(), request.instanceId()));
        newsForRollouts.run();
        return new CheckinResponse(
                checkinSeconds, host.ackSeq(), DesiredStates.etag(host.generation()), clock.instant());
    }

    private static HostRecord host(Session session, Principal.Agent agent) {
        return session.hosts()
                .byId(agent.hostId())
                .filter(HostRecord::isActive)
                .orElseThrow(() -> new Refused(Reason.UNAUTHORIZED, "this host was retired"));
    }

    private static HostRecord append(Session session, HostRecord host, List<AgentEvent> events) {
        long ack = host.ackSeq();
        for (AgentEvent event : events) {
            if (event.seq() > ack) {
                session.ledger().append(AgentEvents.ledgerEvent(event, host));
                ack = event.seq();
            }
        }
        HostRecord acknowledged = host.withAckSeq(ack);
        if (ack != host.ackSeq()) {
            session.hosts().update(acknowledged);
        }
        return acknowledged;
    }
}
