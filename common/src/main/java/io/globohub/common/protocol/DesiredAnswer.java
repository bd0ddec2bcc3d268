package io.globohub.common.protocol;

import io.globohub.common.state.Assignment;
import io.globohub.common.state.DesiredState;
import java.time.Instant;
import java.util.List;

/**
 * What an agent hears when it asks for its desired state: the state, and beside it what people wait for. Only the state
 * is worked towards and kept.
 *
 * @param logRequests logs that are waited for now; one that is no longer here has ended
 */
public record DesiredAnswer(
        String hostId,
        long generation,
        Instant issuedAt,
        Instant expiresAt,
        List<Assignment> assignments,
        List<LogRequest> logRequests) {
    public DesiredAnswer {
        assignments = List.copyOf(assignments == null ? List.of() : assignments);
        logRequests = List.copyOf(logRequests == null ? List.of() : logRequests);
    }

    public static DesiredAnswer of(DesiredState state, List<LogRequest> logRequests) {
        return new DesiredAnswer(
                state.hostId(),
                state.generation(),
                state.issuedAt(),
                state.expiresAt(),
                state.assignments(),
                logRequests);
    }

    /** The state alone. */
    public DesiredState state() {
        return new DesiredState(hostId, generation, issuedAt, expiresAt, assignments);
    }
}
