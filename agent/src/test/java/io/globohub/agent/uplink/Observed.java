package io.globohub.agent.uplink;

import io.globohub.common.protocol.CheckinRequest;
import io.globohub.common.state.DesiredState;
import io.globohub.common.state.HostObservation;
import java.time.Instant;
import java.util.List;

/** Small values that several tests of this package send. */
final class Observed {
    static final String HOST = "h_1";
    static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    private Observed() {}

    static HostObservation host() {
        return new HostObservation(AT, "0.1.0", "boot", AT, 1, "Debian", "3.11.2", List.of());
    }

    static CheckinRequest checkin() {
        return new CheckinRequest("instance", host(), null, List.of());
    }

    static DesiredState desired(long generation) {
        return new DesiredState(HOST, generation, AT, null, List.of());
    }
}
