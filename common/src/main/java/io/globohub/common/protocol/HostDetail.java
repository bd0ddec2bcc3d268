package io.globohub.common.protocol;

import io.globohub.common.state.DesiredState;
import io.globohub.common.state.HostMetrics;
import io.globohub.common.state.HostObservation;
import java.time.Instant;

/**
 * Everything known of one host: the summary, what is wished, what was seen last.
 *
 * @param enrolledAt null for a moment of the past, as all that follows: the ledger keeps what the summary says
 */
public record HostDetail(
        HostSummary summary,
        Instant enrolledAt,
        DesiredState desired,
        HostObservation observation,
        HostMetrics metrics,
        Double clockSkewSeconds) {

    /** As it was. */
    public static HostDetail ofThePast(HostSummary summary) {
        return new HostDetail(summary, null, null, null, null, null);
    }

    /** Whether this is how it was at an earlier moment. */
    public boolean hasOnlySummary() {
        return enrolledAt == null;
    }
}
