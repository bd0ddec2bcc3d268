package io.globohub.agent.uplink;

import io.globohub.common.state.DesiredState;

/**
 * A desired state with the name the controller gave to this form of it.
 *
 * @param etag as in the header, quotes included; null when the controller sent none
 */
public record TaggedState(DesiredState state, String etag) {
    public TaggedState {
        if (state == null) {
            throw new IllegalArgumentException("a tagged state needs its state");
        }
    }
}
