package io.globohub.common.protocol;

import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.manifest.Version;
import io.globohub.common.state.Goal;
import io.globohub.common.state.Phase;
import java.util.List;

/**
 * One app on one host, the three facts side by side.
 *
 * @param desired what the assignment says, or null
 * @param installed the version that {@code current} stands for, or null
 * @param running what the live process serves, or null
 */
public record HostAppView(
        AppName app,
        Goal goal,
        ManifestId desired,
        ManifestId installed,
        ManifestId running,
        Version desiredVersion,
        Version installedVersion,
        Version runningVersion,
        Phase phase,
        long restarts,
        long dataLossEvents,
        List<Drift> drift) {
    public HostAppView {
        drift = List.copyOf(drift == null ? List.of() : drift);
    }
}
