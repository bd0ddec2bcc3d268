package io.globohub.agent.report;

import io.globohub.common.event.AgentEvent;
import io.globohub.common.event.EventKind;
import java.util.Collection;
import java.util.Comparator;

/** How dearly an event is kept when there are too many; the first to go first. */
enum Weight {
    /** A notice of earlier losses: the next one tells of those as well. */
    SUPERSEDED,
    /** Told again by the next observation. */
    ROUTINE,
    /** An operator will look for it. */
    NOTABLE,
    /** How a deployment ended. */
    OUTCOME;

    /** The first to go of {@code events}, of which there is at least one. */
    static AgentEvent lightest(Collection<AgentEvent> events) {
        return events.stream()
                .min(Comparator.comparing(event -> of(event.kind())))
                .orElseThrow();
    }

    static Weight of(EventKind kind) {
        return switch (kind) {
            case EVENTS_DROPPED -> SUPERSEDED;
            case AGENT_STARTED,
                    DEPLOYMENT_STARTED,
                    PROCESS_EXITED,
                    PROCESS_STARTED,
                    PROCESS_ADOPTED,
                    LIVENESS_FAILED,
                    LIVENESS_RESTORED,
                    PACK_PRUNED -> ROUTINE;
            case DEPLOYMENT_SUCCEEDED, DEPLOYMENT_FAILED, DEPLOYMENT_ROLLED_BACK, LOCAL_ROLLBACK -> OUTCOME;
            default -> NOTABLE;
        };
    }
}
