package io.globohub.agent;

import io.globohub.agent.reconcile.AppDisk;
import io.globohub.agent.reconcile.AppLoop;
import io.globohub.agent.upkeep.Occupant;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.Version;
import io.globohub.common.state.InstalledVersion;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** An app's loop, as the upkeep of the disk sees it. */
record UpkeepOfApp(AppLoop loop, AppDisk disk) implements Occupant {
    @Override
    public AppName app() {
        return loop.app();
    }

    @Override
    public Optional<InstalledVersion> active() {
        Manifest active = loop.record().active();
        return active == null
                ? Optional.empty()
                : disk.installed(app()).stream()
                        .filter(installed -> installed.version().equals(active.version()))
                        .findFirst();
    }

    @Override
    public List<InstalledVersion> prunable() {
        return loop.prunable();
    }

    @Override
    public boolean prune(Version version, String why) throws IOException {
        return loop.prune(version, why);
    }
}
