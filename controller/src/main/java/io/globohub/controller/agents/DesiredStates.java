package io.globohub.controller.agents;

import io.globohub.common.state.DesiredState;
import io.globohub.common.state.Reason;
import io.globohub.controller.records.HostRecord;
import io.globohub.controller.records.Records;
import io.globohub.controller.records.Refused;
import io.globohub.controller.records.Session;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** What one host should run, and the entity tag that says which state of it. Thread-safe. */
public final class DesiredStates {
    /** An agent that hears from no controller for so long begins nothing new; what runs, runs on. */
    private static final Duration LIFE = Duration.ofHours(24);

    private final Records records;
    private final Clock clock;

    public DesiredStates(Records records, Clock clock) {
        this.records = records;
        this.clock = clock;
    }

    /** The entity tag of a generation, as it stands in the {@code ETag} header and in {@code desired_etag}. */
    public static String etag(long generation) {
        return "\"g" + generation + "\"";
    }

    public String etagOf(String hostId) {
        return records.read(session -> etag(host(session, hostId).generation()));
    }

    public DesiredState of(String hostId) {
        Instant now = clock.instant();
        return records.read(session -> new DesiredState(
                hostId,
                host(session, hostId).generation(),
                now,
                now.plus(LIFE),
                session.assignments().of(hostId)));
    }

    private static HostRecord host(Session session, String hostId) {
        return session.hosts()
                .byId(hostId)
                .filter(HostRecord::isActive)
                .orElseThrow(() -> new Refused(Reason.UNAUTHORIZED, "this host was retired"));
    }
}
