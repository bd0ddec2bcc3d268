package io.globohub.common.protocol;

import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.manifest.Version;
import io.globohub.common.state.Goal;
import java.util.List;

/** What a rollout would do; nothing has changed yet. Start it with {@code If-Match: planEtag}. */
public record RolloutPlan(
        AppName app,
        Version version,
        ManifestId manifestId,
        Goal goal,
        String selector,
        List<PlannedHost> hosts,
        int batches,
        int changes,
        List<String> warnings,
        String planEtag) {

    /**
     * @param batch 1-based, or 0 when the host is left out
     * @param action {@code install}, {@code restart}, {@code upgrade}, {@code reconfigure}, {@code stop}, {@code remove}, {@code none} or
     *     {@code skip}
     * @param fetchBytes of the pack that has to be fetched, 0 when it is on the disk; null when nothing is installed
     * @param environment {@code reused} or {@code built}; null when nothing is installed
     * @param restart {@code none}, {@code start}, {@code handover} (to a fresh process, no request is dropped) or {@code
     *     stop}
     * @param losesMemory whether data are lost that the app keeps in memory
     * @param detail what it means for this host: bytes to fetch, environment reused, data lost, or why it is skipped
     */
    public record PlannedHost(
            String id,
            String name,
            int batch,
            String action,
            Version from,
            ManifestId fromManifest,
            Long fetchBytes,
            String environment,
            String restart,
            boolean losesMemory,
            String detail) {}
}
