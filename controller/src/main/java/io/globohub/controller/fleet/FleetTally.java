package io.globohub.controller.fleet;

import io.globohub.common.protocol.Drift;
import io.globohub.common.protocol.FleetSummary.VersionCount;
import io.globohub.common.protocol.Freshness;
import io.globohub.common.protocol.HostAppView;
import io.globohub.common.protocol.HostSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts of a fleet, kept while its hosts change one by one. Not thread-safe. */
public final class FleetTally {
    /** Hosts that have an app in one version (null when it does not run), with or without drift. */
    public record Placement(String app, String version, boolean drift) {}

    private record AppVersion(String app, String version) {}

    private int hosts;
    private final Map<Freshness, Integer> freshness = new EnumMap<>(Freshness.class);
    private final Map<Drift.Cause, Integer> drift = new EnumMap<>(Drift.Cause.class);
    private final Map<AppVersion, Integer> running = new HashMap<>();
    private final Map<AppVersion, Integer> desired = new HashMap<>();
    private final Map<Placement, Integer> placements = new HashMap<>();
    private final TreeMap<Instant, Integer> checkins = new TreeMap<>();

    /**
     * The fleet in numbers.
     *
     * @param freshness hosts by every freshness
     * @param drift app placements by cause; causes that no one has are left out
     * @param oldestCheckinAt null when no host has checked in
     */
    public record Counts(
            Instant at,
            int hosts,
            Map<String, Integer> freshness,
            List<VersionCount> versions,
            Map<String, Integer> drift,
            Map<Placement, Integer> placements,
            Instant oldestCheckinAt) {}

    /** Counts a fleet that does not change. */
    public static Counts of(List<HostSummary> hosts, Instant at) {
        FleetTally tally = new FleetTally();
        hosts.forEach(host -> tally.replace(null, host));
        return tally.counts(at);
    }

    /** {@code after} takes the place of {@code before}; either may be null. */
    void replace(HostSummary before, HostSummary after) {
        if (before != null) {
            count(before, -1);
        }
        if (after != null) {
            count(after, 1);
        }
    }

    private void count(HostSummary host, int by) {
        hosts += by;
        add(freshness, host.freshness(), by);
        if (host.lastSeenAt() != null) {
            add(checkins, host.lastSeenAt(), by);
        }
        for (HostAppView app : host.apps()) {
            String name = app.app().value();
            String runs =
                    app.runningVersion() == null ? null : app.runningVersion().value();
            app.drift().stream().map(Drift::cause).distinct().forEach(cause -> add(drift, cause, by));
            if (runs != null) {
                add(running, new AppVersion(name, runs), by);
            }
            if (app.desiredVersion() != null) {
                add(desired, new AppVersion(name, app.desiredVersion().value()), by);
            }
            add(placements, new Placement(name, runs, !app.drift().isEmpty()), by);
        }
    }

    /** What nobody is counted for any more is forgotten, so that it takes no room. */
    private static <K> void add(Map<K, Integer> counts, K key, int by) {
        counts.merge(key, by, (a, b) -> a + b == 0 ? null : a + b);
    }

    Counts counts(Instant now) {
        Map<String, Integer> byFreshness = new TreeMap<>();
        for (Freshness each : Freshness.values()) {
            byFreshness.put(word(each), freshness.getOrDefault(each, 0));
        }
        Map<String, Integer> byCause = new TreeMap<>();
        drift.forEach((cause, count) -> byCause.put(word(cause), count));
        return new Counts(
                now,
                hosts,
                byFreshness,
                versions(),
                byCause,
                Map.copyOf(placements),
                checkins.isEmpty() ? null : checkins.firstKey());
    }

    private List<VersionCount> versions() {
        Map<AppVersion, Integer> either = new HashMap<>(running);
        desired.forEach((version, count) -> either.putIfAbsent(version, 0));
        List<VersionCount> versions = new ArrayList<>();
        either.keySet()
                .forEach(one -> versions.add(new VersionCount(
                        one.app(), one.version(), running.getOrDefault(one, 0), desired.getOrDefault(one, 0))));
        versions.sort(Comparator.comparing(VersionCount::app).thenComparing(VersionCount::version));
        return List.copyOf(versions);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
