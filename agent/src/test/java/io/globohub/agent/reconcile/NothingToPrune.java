package io.globohub.agent.reconcile;

import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.Version;
import io.globohub.common.state.Environment;
import io.globohub.common.state.InstalledVersion;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A disk on which everything that is asked for is there already, and of which nothing has to go. */
final class NothingToPrune implements AppDisk {
    @Override
    public List<InstalledVersion> installed(AppName app) {
        return List.of();
    }

    @Override
    public Optional<Manifest> manifest(AppName app, Version version) {
        return Optional.empty();
    }

    @Override
    public Optional<Version> current(AppName app) {
        return Optional.empty();
    }

    @Override
    public boolean isPresent(AppName app) {
        return true;
    }

    @Override
    public void remove(AppName app) {
        throw new AssertionError("nothing is to be removed");
    }

    @Override
    public Optional<Environment> environment(AppName app, Version version) {
        return Optional.empty();
    }

    @Override
    public void remove(AppName app, Version version) {
        throw new AssertionError("nothing is to be removed");
    }

    @Override
    public List<Version> prune(AppName app, int keep, Set<Version> kept) {
        return List.of();
    }
}
