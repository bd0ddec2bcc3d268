package io.globohub.agent.uplink;

import io.globohub.common.protocol.LogRequest;
import io.globohub.common.state.DesiredState;
import java.util.List;

/**
 * A desired state with the name the controller gave to this form of it.
 *
 * @param logRequests logs that people wait for beside it
 * @param etag as in the header, quotes included; null when the controller sent none
 */
public record TaggedState(DesiredState state, List<LogRequest> logRequests, String etag) {
    public TaggedState {
        if (state == null) {
            throw new IllegalArgumentException("a tagged state needs its state");
        }
        logRequests = List.copyOf(logRequests);
    }

    /** Nobody waits for a log. */
    public TaggedState(DesiredState state, String etag) {
        this(state, List.of(), etag);
    }
}
