package io.globohub.controller.fleet;

import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.manifest.Version;
import io.globohub.common.protocol.HostAppView;
import io.globohub.common.protocol.HostDetail;
import io.globohub.common.protocol.HostSummary;
import io.globohub.common.state.AppObservation;
import io.globohub.common.state.Assignment;
import io.globohub.common.state.DesiredState;
import io.globohub.common.state.Goal;
import io.globohub.common.state.Hold;
import io.globohub.common.state.HostMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/** What operators are shown of a host. Pure. */
public final class HostViews {
    private HostViews() {}

    public static HostSummary summary(HostPicture picture, Instant now) {
        return summary(picture, now, Assignment::manifestId);
    }

    /** @param ids says the id of an assignment's manifest, which is costly to compute */
    static HostSummary summary(HostPicture picture, Instant now, Function<Assignment, ManifestId> ids) {
        HostMetrics metrics = picture.seen() == null ? null : picture.seen().metrics();
        Optional<HostMetrics.Filesystem> disk = metrics == null ? Optional.empty() : fullest(metrics);
        Hold hold = picture.host().hold();
        return new HostSummary(
                picture.host().id(),
                picture.host().name(),
                picture.host().state(),
                picture.freshness(),
                picture.seen() == null ? null : picture.seen().at(),
                picture.host().labels(),
                hold != null && hold.isActive(now) ? hold : null,
                picture.host().generation(),
                Math.max(0, picture.observedGeneration()),
                picture.seen() == null ? null : picture.seen().observation().agentVersion(),
                metrics == null ? null : metrics.cpuRatio(),
                metrics == null ? null : metrics.memoryAvailableBytes(),
                metrics == null ? null : metrics.memoryTotalBytes(),
                disk.map(HostMetrics.Filesystem::availableBytes).orElse(null),
                disk.map(HostMetrics.Filesystem::totalBytes).orElse(null),
                metrics == null ? null : metrics.load1(),
                apps(picture, ids),
                picture.warnings());
    }

    public static HostDetail detail(HostPicture picture, Instant now) {
        return new HostDetail(
                summary(picture, now),
                picture.host().enrolledAt(),
                new DesiredState(picture.host().id(), picture.host().generation(), now, null, picture.assignments()),
                picture.seen() == null ? null : picture.seen().observation(),
                picture.seen() == null ? null : picture.seen().metrics(),
                clockSkewSeconds(picture));
    }

    /** How far the host's clock is ahead of ours, or null when it did not say. */
    private static Double clockSkewSeconds(HostPicture picture) {
        if (picture.seen() == null || picture.seen().observation().at() == null) {
            return null;
        }
        return Duration.between(
                                picture.seen().at(),
                                picture.seen().observation().at())
                        .toMillis()
                / 1000.0;
    }

    /** Every app that is wished or seen on the host, ordered by name. */
    public static List<HostAppView> apps(HostPicture picture) {
        return apps(picture, Assignment::manifestId);
    }

    private static List<HostAppView> apps(HostPicture picture, Function<Assignment, ManifestId> ids) {
        TreeSet<AppName> names = new TreeSet<>();
        picture.assignments().forEach(assignment -> names.add(assignment.app()));
        if (picture.seen() != null) {
            picture.seen().observation().apps().forEach(app -> names.add(app.app()));
        }
        return names.stream()
                .map(name -> app(picture, name, ids))
                .filter(Objects::nonNull)
                .toList();
    }

    private static HostAppView app(HostPicture picture, AppName name, Function<Assignment, ManifestId> ids) {
        Assignment wished = picture.assignment(name).orElse(null);
        AppObservation seen = picture.observation(name).orElse(null);
        boolean gone = seen == null || (seen.active() == null && seen.running() == null);
        if (gone && (wished == null || wished.goal() == Goal.ABSENT)) {
            return null;
        }
        ManifestId wishedId = wished == null ? null : ids.apply(wished);
        ManifestId desired = wished == null || wished.goal() == Goal.ABSENT ? null : wishedId;
        ManifestId installed = seen == null ? null : seen.active();
        ManifestId running =
                seen == null || seen.running() == null ? null : seen.running().manifestId();
        return new HostAppView(
                name,
                wished == null ? null : wished.goal(),
                desired,
                installed,
                running,
                version(desired),
                version(installed),
                version(running),
                seen == null ? null : seen.phase(),
                seen == null ? 0 : seen.restarts(),
                seen == null ? 0 : seen.dataLossEvents(),
                DriftCalculator.between(name, wished, wishedId, seen, picture.freshness()));
    }

    private static Version version(ManifestId id) {
        return id == null ? null : id.version();
    }

    /** The filesystem with the least share of room left: the one that hurts first. */
    static Optional<HostMetrics.Filesystem> fullest(HostMetrics metrics) {
        return metrics.filesystems().stream()
                .filter(one -> one.totalBytes() > 0)
                .min(Comparator.comparingDouble(one -> (double) one.availableBytes() / one.totalBytes()));
    }
}
