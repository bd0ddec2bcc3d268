package io.globohub.agent;

import io.globohub.agent.python.VenvMarker.InstalledPackage;
import io.globohub.agent.python.Venvs;
import io.globohub.agent.reconcile.AppDisk;
import io.globohub.agent.release.HostLayout;
import io.globohub.agent.release.Marker;
import io.globohub.agent.release.Pruner;
import io.globohub.agent.release.Releases;
import io.globohub.agent.release.Retention;
import io.globohub.agent.release.Scrub;
import io.globohub.agent.release.Scrub.Pace;
import io.globohub.agent.state.AppRecord;
import io.globohub.agent.upkeep.Room;
import io.globohub.agent.upkeep.Tidying;
import io.globohub.common.disk.FileTrees;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Digest;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.Version;
import io.globohub.common.state.Environment;
import io.globohub.common.state.InstalledVersion;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The disk as the loops see it: versions, their environments and their fetched packs belong together. */
final class DiskOfApps implements AppDisk, Tidying.Volume {
    /** An environment is spared so long after its making: a deployment may be about to use it. */
    private static final Duration GRACE = Duration.ofMinutes(1);

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

    @Override
    public void remove(AppName app, Version version) throws IOException {
        pruner.remove(app, version);
        sweep();
    }

    @Override
    public Optional<Environment> environment(AppName app, Version version) {
        return releases.marker(app, version)
                .map(Marker::venvKey)
                .flatMap(venvs::marker)
                .map(venv -> Environment.of(venv.packages().stream()
                        .collect(Collectors.toMap(
                                InstalledPackage::name, InstalledPackage::version, (one, twin) -> one))));
    }

    @Override
    public Room room() throws IOException {
        FileStore store = Files.getFileStore(layout.install());
        return new Room(store.getTotalSpace(), store.getUsableSpace());
    }

    /** Wheels and fetched packs; not while a deployment is in work, which may be reading them. */
    @Override
    public void dropCaches() throws IOException {
        if (DeploymentsInWork.of(layout.journals()).areNone()) {
            pruner.removeCachedPacks(Set.of());
            FileTrees.delete(layout.wheelCache());
        }
    }

    /** A few words for each file of a version and of its environment that is not as it was installed. */
    List<String> differences(AppName app, InstalledVersion version, Pace pace)
            throws IOException, InterruptedException {
        Optional<Marker> found = releases.marker(app, version.version());
        if (found.isEmpty()) {
            return List.of();
        }
        Scrub scrub = Scrub.of(layout.pack(app, version.version()), found.get().files(), pace);
        List<String> differing = new ArrayList<>(scrub.modified());
        scrub.missing().forEach(name -> differing.add(name + " (missing)"));
        String venv = found.get().venvKey();
        if (venv != null) {
            venvs.scrub(venv, pace).forEach(fault -> differing.add("environment: " + fault));
        }
        return differing;
    }

    private void sweep() throws IOException {
        venvs.prune(releases::venvKeysInUse, GRACE);
        // looked at before the journals: what begins meanwhile is not among them
        List<Path> left = pruner.leftInStaging();
        DeploymentsInWork inWork = DeploymentsInWork.of(layout.journals());
        pruner.removeLeft(left, inWork.ids());
        Set<Digest> packs = new HashSet<>(inWork.packs());
        for (AppName app : releases.apps()) {
            releases.installed(app)
                    .forEach(marker -> packs.add(marker.manifest().pack().sha256()));
        }
        pruner.removeCachedPacks(packs);
    }

    /** What can be known of an app without its record: what {@code current} stands for was active. */
    AppRecord asFarAsTheDiskTells(AppName app) {
        AppRecord unknown = AppRecord.unknown(app);
        return current(app)
                .flatMap(version -> manifest(app, version))
                .map(manifest -> unknown.activated(manifest, null))
                .orElse(unknown);
    }
}
