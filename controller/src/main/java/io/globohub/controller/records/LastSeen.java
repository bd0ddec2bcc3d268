package io.globohub.controller.records;

import io.globohub.common.state.HostMetrics;
import io.globohub.common.state.HostObservation;
import java.time.Instant;

/**
 * The last check-in of a host.
 *
 * @param at by the controller's clock
 * @param metrics null when the agent sent none
 * @param instanceId of the agent process that spoke
 */
public record LastSeen(String hostId, Instant at, HostObservation observation, HostMetrics metrics, String instanceId) {
    /** The same, where what is told in short is completed by what {@code earlier} said of it. */
    public LastSeen completedBy(LastSeen earlier) {
        return new LastSeen(hostId, at, observation.completedBy(earlier.observation), metrics, instanceId);
    }
}
