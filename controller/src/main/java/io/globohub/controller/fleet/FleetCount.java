package io.globohub.controller.fleet;

import io.globohub.common.protocol.Drift;
import io.globohub.common.protocol.FleetSummary;
import io.globohub.common.protocol.FleetSummary.VersionCount;
import io.globohub.common.protocol.Freshness;
import io.globohub.common.protocol.HostAppView;
import io.globohub.common.protocol.HostSummary;
import io.globohub.common.protocol.RolloutView;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Counts a fleet. Pure. */
public final class FleetCount {
    private FleetCount() {}

    public static FleetSummary of(List<HostSummary> hosts, List<RolloutView> running, Instant now) {
        Map<String, Integer> freshness = new TreeMap<>();
        for (Freshness each : Freshness.values()) {
            freshness.put(each.name().toLowerCase(Locale.ROOT), 0);
        }
        Map<String, Integer> drift = new TreeMap<>();
        Map<String, VersionCount> versions = new TreeMap<>();
        for (HostSummary host : hosts) {
            freshness.merge(host.freshness().name().toLowerCase(Locale.ROOT), 1, Integer::sum);
            for (HostAppView app : host.apps()) {
                app.drift().stream()
                        .map(Drift::cause)
                        .distinct()
                        .forEach(cause -> drift.merge(cause.name().toLowerCase(Locale.ROOT), 1, Integer::sum));
                if (app.runningVersion() != null) {
                    count(versions, app, app.runningVersion().value(), 1, 0);
                }
                if (app.desiredVersion() != null) {
                    count(versions, app, app.desiredVersion().value(), 0, 1);
                }
            }
        }
        return new FleetSummary(
                now,
                hosts.size(),
                freshness,
                List.copyOf(versions.values()),
                drift,
                running,
                hosts.stream()
                        .map(HostSummary::lastSeenAt)
                        .filter(Objects::nonNull)
                        .min(Comparator.naturalOrder())
                        .orElse(null));
    }

    private static void count(
            Map<String, VersionCount> versions, HostAppView app, String version, int running, int desired) {
        versions.merge(
                app.app() + " " + version,
                new VersionCount(app.app().value(), version, running, desired),
                (a, b) -> new VersionCount(a.app(), a.version(), a.running() + b.running(), a.desired() + b.desired()));
    }
}
