package io.globohub.controller.fleet;

import io.globohub.common.protocol.HostSummary;
import io.globohub.common.state.Assignment;
import io.globohub.controller.records.HostRecord;
import io.globohub.controller.records.LastSeen;
import java.time.Instant;
import java.util.List;

/**
 * A host as the index has it. Immutable.
 *
 * @param seen null before its first check-in
 */
public record IndexedHost(HostRecord record, List<Assignment> assignments, LastSeen seen, HostSummary summary) {

    /** What lists are ordered by: names of retired hosts may repeat. */
    public static String key(HostSummary host) {
        return host.name() + " " + host.id();
    }

    public String key() {
        return key(summary);
    }

    /** A host that never checked in is as old as its enrolment. */
    Instant lastHeard() {
        return seen == null ? record.enrolledAt() : seen.at();
    }

    /** Whether it is shown with a hold that is over. */
    boolean holdEnds(Instant now) {
        return summary.hold() != null && !summary.hold().isActive(now);
    }
}
