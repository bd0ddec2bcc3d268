package io.globohub.common.protocol;

import io.globohub.common.state.DesiredState;
import io.globohub.common.state.HostMetrics;
import io.globohub.common.state.HostObservation;
import java.time.Instant;

/** Everything known of one host: the summary, what is wished, what was seen last. */
public record HostDetail(
        HostSummary summary,
        Instant enrolledAt,
        DesiredState desired,
        HostObservation observation,
        HostMetrics metrics,
        Double clockSkewSeconds) {}
