package io.globohub.agent.reconcile;

import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.Version;
import io.globohub.common.state.Environment;
import io.globohub.common.state.InstalledVersion;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What of an app is on the disk. Thread-safe. */
public interface AppDisk {
    List<InstalledVersion> installed(AppName app);

    /** The manifest that a complete version was last installed with. */
    Optional<Manifest> manifest(AppName app, Version version);

    /** The version that {@code current} stands for. */
    Optional<Version> current(AppName app);

    /** Whether there is a directory of the app, whatever is in it. */
    boolean isPresent(AppName app);

    /** Takes everything of the app off the disk. */
    void remove(AppName app) throws IOException;

    /** What a process of that version can import; empty when the version is not complete here. */
    Optional<Environment> environment(AppName app, Version version);

    /** Takes one version off the disk, with what only it needed. */
    void remove(AppName app, Version version) throws IOException;

    /** Removes versions beyond {@code keep}, oldest first, never one of {@code kept}; returns which. */
    List<Version> prune(AppName app, int keep, Set<Version> kept) throws IOException;
}
