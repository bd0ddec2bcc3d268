package io.globohub.common.protocol;

import io.globohub.common.state.Hold;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One line of the fleet: who, how fresh, what runs.
 *
 * @param warnings what people should know of the host beside its apps, one sentence each
 */
public record HostSummary(
        String id,
        String name,
        HostState state,
        Freshness freshness,
        Instant lastSeenAt,
        Map<String, String> labels,
        Hold hold,
        long generation,
        long observedGeneration,
        String agentVersion,
        Double cpuRatio,
        Long memoryAvailableBytes,
        Long memoryTotalBytes,
        Long diskAvailableBytes,
        Long diskTotalBytes,
        Double load1,
        List<HostAppView> apps,
        List<String> warnings) {
    public HostSummary {
        warnings = List.copyOf(warnings == null ? List.of() : warnings);
    }

    /** Without warnings. */
    public HostSummary(
            String id,
            String name,
            HostState state,
            Freshness freshness,
            Instant lastSeenAt,
            Map<String, String> labels,
            Hold hold,
            long generation,
            long observedGeneration,
            String agentVersion,
            Double cpuRatio,
            Long memoryAvailableBytes,
            Long memoryTotalBytes,
            Long diskAvailableBytes,
            Long diskTotalBytes,
            Double load1,
            List<HostAppView> apps) {
        this(
                id,
                name,
                state,
                freshness,
                lastSeenAt,
                labels,
                hold,
                generation,
                observedGeneration,
                agentVersion,
                cpuRatio,
                memoryAvailableBytes,
                memoryTotalBytes,
                diskAvailableBytes,
                diskTotalBytes,
                load1,
                apps,
                List.of());
    }
}
