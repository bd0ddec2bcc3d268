package io.globohub.common.protocol;

import io.globohub.common.event.AgentEvent;
import io.globohub.common.state.HostMetrics;
import io.globohub.common.state.HostObservation;
import java.util.List;

/**
 * The periodic word of an agent.
 *
 * @param instanceId made anew at each start of an agent: two at once on one identity are a clone
 * @param events the oldest events not yet acknowledged, in order, at most {@link #MAX_EVENTS}
 */
public record CheckinRequest(
        String instanceId, HostObservation observation, HostMetrics metrics, List<AgentEvent> events) {
    public static final int MAX_EVENTS = 100;

    public CheckinRequest {
        if (observation == null) {
            throw new IllegalArgumentException("a check-in carries an observation");
        }
        events = List.copyOf(events == null ? List.of() : events);
        if (events.size() > MAX_EVENTS) {
            throw new IllegalArgumentException("a check-in carries at most " + MAX_EVENTS + " events");
        }
    }
}
