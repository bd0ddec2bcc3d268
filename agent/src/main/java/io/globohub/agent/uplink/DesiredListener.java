package io.globohub.agent.uplink;

import io.globohub.common.state.DesiredState;

/** Told of each new desired state, already on disk, on the thread that received it: must return soon. */
@FunctionalInterface
public interface DesiredListener {
    void desired(DesiredState state);
}
