package io.globohub.agent.uplink;

import io.globohub.common.protocol.LogRequest;
import java.util.List;

/** Told which logs people wait for now, on the thread that received it: must return soon. */
@FunctionalInterface
public interface LogRequestListener {
    LogRequestListener NOBODY = requests -> {};

    /** @param requests all of them: one that is missing has ended */
    void requested(List<LogRequest> requests);
}
