package io.globohub.common.protocol;

import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.SettingsPatch;
import io.globohub.common.manifest.Version;

/** Asks for a manifest of a pushed version; {@code settings} is laid over what the pack itself says. */
public record ManifestRequest(AppName app, Version version, SettingsPatch settings) {
    public ManifestRequest {
        if (app == null || version == null) {
            throw new IllegalArgumentException("a manifest needs an app and a version");
        }
    }
}
