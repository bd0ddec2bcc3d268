package io.globohub.common.protocol;

import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Version;

/**
 * A package that processes of an app can import.
 *
 * @param name as the package calls itself
 * @param appVersion of the running process, or null when it is not one of ours
 * @param host null when hosts are counted together
 * @param hosts how many
 */
public record PackageUse(
        String name, String version, AppName app, Version appVersion, String hostId, String host, int hosts) {}
