package io.globohub.agent.control;

import io.globohub.common.state.HostObservation;
import java.time.Instant;

/**
 * The daemon's answer.
 *
 * @param ok whether it was done
 * @param message one sentence for people
 * @param observation for {@code STATUS}: what the agent sees
 * @param uplink for {@code STATUS}: how it stands with the controller
 * @param withoutGroups for {@code STATUS}: why apps have no control groups of their own; null when they have
 */
public record ControlReply(
        boolean ok, String message, HostObservation observation, UplinkStatus uplink, String withoutGroups) {

    /** How the agent stands with its controllers. */
    public record UplinkStatus(String state, Instant since, String detail, int waitingEvents) {}

    public static ControlReply done(String message) {
        return new ControlReply(true, message, null, null, null);
    }

    public static ControlReply refused(String message) {
        return new ControlReply(false, message, null, null, null);
    }
}
