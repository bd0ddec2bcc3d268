package io.globohub.common.state;

import java.time.Instant;
import java.util.List;

/**
 * Everything one host should run. The generation grows with every change, so an older state replayed is recognised.
 *
 * @param expiresAt after this instant an agent that cannot have a newer one still keeps what runs, but starts no new
 *     deployment from it; null is never
 */
public record DesiredState(
        String hostId, long generation, Instant issuedAt, Instant expiresAt, List<Assignment> assignments) {
    public DesiredState {
        if (hostId == null || hostId.isBlank()) {
            throw new IllegalArgumentException("a desired state names its host");
        }
        assignments = List.copyOf(assignments == null ? List.of() : assignments);
        if (assignments.stream().map(Assignment::app).distinct().count() != assignments.size()) {
            throw new IllegalArgumentException("a desired state names each app once");
        }
    }
}
