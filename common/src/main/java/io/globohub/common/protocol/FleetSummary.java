package io.globohub.common.protocol;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The fleet in numbers.
 *
 * @param freshness hosts by freshness
 * @param versions hosts by app and running version
 * @param drift app placements by cause of drift
 * @param rollouts the running ones
 */
public record FleetSummary(
        Instant observedAt,
        int hosts,
        Map<String, Integer> freshness,
        List<VersionCount> versions,
        Map<String, Integer> drift,
        List<RolloutView> rollouts,
        Instant oldestCheckinAt) {

    /** How many hosts serve (or should serve) a version of an app. */
    public record VersionCount(String app, String version, int running, int desired) {}
}
