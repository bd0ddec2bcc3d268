package io.globohub.agent.release;

import io.globohub.common.manifest.Version;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Which versions leave the disk. Pure. */
public final class Retention {
    private Retention() {}

    /**
     * The versions to remove so that at most {@code keep} are left, the longest installed first.
     *
     * @param spared never removed, even when more than {@code keep} are spared: the active one, the previous good one,
     *     those on hold
     */
    public static List<Version> surplus(List<Marker> installed, int keep, Set<Version> spared) {
        int tooMany = Math.max(0, installed.size() - keep);
        return removable(installed, spared).stream().limit(tooMany).toList();
    }

    /** Every version that may go when the disk is short, the longest installed first. */
    public static List<Version> removable(List<Marker> installed, Set<Version> spared) {
        return installed.stream()
                .sorted(Comparator.comparing(Marker::installedAt)
                        .thenComparing(marker -> marker.manifest().version()))
                .map(marker -> marker.manifest().version())
                .filter(version -> !spared.contains(version))
                .toList();
    }
}
