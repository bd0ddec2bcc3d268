package io.globohub.common.manifest;

/**
 * One immutable release of one app: which pack, run how. It is complete, so that a host needs nothing else to install
 * and run it. Its id is computed from its content by {@link io.globohub.common.json.CanonicalJson#idOf}.
 */
public record Manifest(AppName app, Version version, Pack pack, Settings settings) {
    public Manifest {
        Checks.required("app", app);
        Checks.required("version", version);
        Checks.required("pack", pack);
        Checks.required("settings", settings);
    }
}
