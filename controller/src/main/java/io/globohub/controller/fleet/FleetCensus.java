package io.globohub.controller.fleet;

import io.globohub.common.protocol.HostAppView;
import io.globohub.common.state.HostMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What of a fleet deserves an alarm, in numbers without a host's name: so many series there are whether ten hosts or
 * ten thousand.
 *
 * @param phases hosts by app and phase of its process
 * @param lowOnDisk hosts with a filesystem that is nearly full
 * @param clockAside hosts whose clock is more than {@link #CLOCK_ALLOWED} aside of ours
 * @param held hosts that somebody holds
 */
public record FleetCensus(Map<AppPhase, Integer> phases, int lowOnDisk, int clockAside, int held) {
    static final Duration CLOCK_ALLOWED = Duration.ofSeconds(5);

    /** An app and where its process is, in small letters. */
    public record AppPhase(String app, String phase) implements Comparable<AppPhase> {
        @Override
        public int compareTo(AppPhase other) {
            int byApp = app.compareTo(other.app);
            return byApp != 0 ? byApp : phase.compareTo(other.phase);
        }
    }

    public FleetCensus {
        phases = Map.copyOf(phases);
    }

    /** Looks at every host once. */
    public static FleetCensus of(FleetIndex index) {
        return of(index.hosts());
    }

    static FleetCensus of(Collection<IndexedHost> hosts) {
        Map<AppPhase, Integer> phases = new TreeMap<>();
        int low = 0;
        int aside = 0;
        int held = 0;
        for (IndexedHost host : hosts) {
            for (HostAppView app : host.summary().apps()) {
                if (app.phase() != null) {
                    String phase = app.phase().name().toLowerCase(Locale.ROOT);
                    phases.merge(new AppPhase(app.app().value(), phase), 1, Integer::sum);
                }
            }
            low += isLowOnDisk(host) ? 1 : 0;
            aside += isAside(host) ? 1 : 0;
            held += host.summary().hold() == null ? 0 : 1;
        }
        return new FleetCensus(phases, low, aside, held);
    }

    private static boolean isLowOnDisk(IndexedHost host) {
        HostMetrics metrics = host.seen() == null ? null : host.seen().metrics();
        return metrics != null && metrics.filesystems().stream().anyMatch(one -> DiskRule.isLow(one, false));
    }

    private static boolean isAside(IndexedHost host) {
        Instant theirs = host.seen() == null ? null : host.seen().observation().at();
        return theirs != null
                && Duration.between(host.seen().at(), theirs).abs().compareTo(CLOCK_ALLOWED) > 0;
    }
}
