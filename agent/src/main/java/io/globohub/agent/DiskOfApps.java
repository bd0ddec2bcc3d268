package io.globohub.agent;

import io.globohub.agent.python.Venvs;
import io.globohub.agent.reconcile.AppDisk;
import io.globohub.agent.release.HostLayout;
import io.globohub.agent.release.Marker;
import io.globohub.agent.release.Pruner;
import io.globohub.agent.release.Releases;
import io.globohub.agent.release.Retention;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Digest;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.Version;
import io.globohub.common.state.InstalledVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The disk as the loops see it: versions, their environments and their fetched packs belong together. */
final class DiskOfApps implements AppDisk {
    /** An environment is spared so long after its making: a deployment may be about to use it. */
    private static final Duration GRACE = Duration.ofHours(1);

    private final HostLayout layout;
    private final Releases releases;
    private final Pruner pruner;
    private final Venvs venvs;

    DiskOfApps(HostLayout layout, Releases releases, Pruner pruner, Venvs venvs) {
        this.layout = layout;
        this.releases = releases;
        this.pruner = pruner;
        this.venvs = venvs;
    }

    @Override
    public List<InstalledVersion> installed(AppName app) {
        return releases.installed(app).stream()
                .map(marker -> new InstalledVersion(
                        marker.manifest().version(),
                        marker.manifestId(),
                        marker.manifest().pack().sha256(),
                        marker.installedAt()))
                .toList();
    }

    @Override
    public Optional<Manifest> manifest(AppName app, Version version) {
        return releases.marker(app, version).map(Marker::manifest);
    }

    @Override
    public Optional<Version> current(AppName app) {
        return releases.current(app);
    }

    @Override
    public boolean isPresent(AppName app) {
        return Files.isDirectory(layout.app(app));
    }

    @Override
    public void remove(AppName app) throws IOException {
        pruner.removeApp(app);
        sweep();
    }

    @Override
    public List<Version> prune(AppName app, int keep, Set<Version> kept) throws IOException {
        List<Version> surplus = Retention.surplus(releases.installed(app), keep, kept);
        for (Version version : surplus) {
            pruner.remove(app, version);
        }
        sweep();
        return surplus;
    }

    private void sweep() throws IOException {
        venvs.prune(releases.venvKeysInUse(), GRACE);
        Set<Digest> packs = new HashSet<>();
        for (AppName app : releases.apps()) {
            releases.installed(app)
                    .forEach(marker -> packs.add(marker.manifest().pack().sha256()));
        }
        pruner.removeCachedPacks(packs);
    }
}
