package io.globohub.testkit;

import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.BindAddress;
import io.globohub.common.manifest.Digest;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.Pack;
import io.globohub.common.manifest.Settings;
import io.globohub.common.manifest.SettingsPatch;
import io.globohub.common.manifest.Version;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Ready-made values for tests that need some but care little which. */
public final class Samples {
    private Samples() {}

    /** A manifest of the app {@code desafio} on 127.0.0.1:8000. */
    public static Manifest manifest(String version) {
        return manifest("desafio", version, BindAddress.DEFAULT_PORT);
    }

    public static Manifest manifest(String app, String version, int port) {
        Settings settings =
                SettingsPatch.bind(List.of(new BindAddress("127.0.0.1", port))).applyTo(Settings.DEFAULT);
        return new Manifest(new AppName(app), new Version(version), pack(app + version), settings);
    }

    /** A pack known by the digest of {@code content}. */
    public static Pack pack(String content) {
        return new Pack(Digest.of(content.getBytes(StandardCharsets.UTF_8)), 1_000, 3_000, 4);
    }
}
