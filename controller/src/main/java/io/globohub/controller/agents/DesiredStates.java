package io.globohub.controller.agents;

import io.globohub.common.protocol.DesiredAnswer;
import io.globohub.common.protocol.LogRequest;
import io.globohub.common.state.DesiredState;
import io.globohub.common.state.Reason;
import io.globohub.controller.fleet.FleetIndex;
import io.globohub.controller.fleet.IndexedHost;
import io.globohub.controller.logs.OpenLogs;
import io.globohub.controller.records.Refused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What one host should run, and the entity tag that says which state of it. Thread-safe. */
public final class DesiredStates {
    /** An agent that hears from no controller for so long begins nothing new; what runs, runs on. */
    private static final Duration LIFE = Duration.ofHours(24);

    private final FleetIndex fleet;
    private final OpenLogs logs;
    private final Clock clock;

    public DesiredStates(FleetIndex fleet, OpenLogs logs, Clock clock) {
        this.fleet = fleet;
        this.logs = logs;
        this.clock = clock;
    }

    /** The entity tag of a generation, as it stands in the {@code ETag} header and in {@code desired_etag}. */
    public static String etag(long generation) {
        return "\"g" + generation + "\"";
    }

    /** The same with the logs that are waited for: they are news for the agent, and no change of what should run. */
    public static String etag(long generation, List<LogRequest> logRequests) {
        return "\"g" + generation + OpenLogs.tag(logRequests) + "\"";
    }

    public String etagOf(String hostId) {
        return etag(host(hostId).record().generation(), logs.of(hostId));
    }

    public DesiredAnswer of(String hostId) {
        IndexedHost host = host(hostId);
        Instant now = clock.instant();
        DesiredState state =
                new DesiredState(hostId, host.record().generation(), now, now.plus(LIFE), host.assignments());
        return DesiredAnswer.of(state, logs.of(hostId));
    }

    private IndexedHost host(String hostId) {
        return fleet.host(hostId).orElseThrow(() -> new Refused(Reason.UNAUTHORIZED, "this host was retired"));
    }
}
