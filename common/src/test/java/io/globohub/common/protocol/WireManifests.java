package io.globohub.common.protocol;

import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.BindAddress;
import io.globohub.common.manifest.Limits;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.Pack;
import io.globohub.common.manifest.ProbeSpec;
import io.globohub.common.manifest.RestartPolicy;
import io.globohub.common.manifest.Settings;
import io.globohub.common.manifest.SettingsPatch;
import io.globohub.common.manifest.SmokeTest;
import io.globohub.common.manifest.StateKind;
import io.globohub.common.manifest.StatusSet;
import io.globohub.common.manifest.Version;
import io.globohub.testkit.Samples;
import java.util.List;
import java.util.Map;

/** A manifest and a change of settings with every field filled, for {@link WireSamples}. */
final class WireManifests {
    static final AppName APP = new AppName("desafio");
    static final Version VERSION = new Version("1.0");
    static final Pack PACK = Samples.pack("desafio1.0");
    private static final SmokeTest SMOKE_TEST = new SmokeTest(
            "post", "POST", "/api/comment/new", Map.of("A", "b"), "{}", new StatusSet("200,201"), "SUCCESS");

    static final Manifest MANIFEST = new Manifest(
            APP,
            VERSION,
            PACK,
            new Settings(
                    "wsgi:app",
                    "deps/web.txt",
                    List.of(new BindAddress("127.0.0.1", 8000), new BindAddress("::1", 8001)),
                    2,
                    "gthread",
                    4,
                    31,
                    32,
                    33,
                    34,
                    Map.of("LANG", "C.UTF-8"),
                    new ProbeSpec(ProbeSpec.Type.HTTP, "/status/", new StatusSet("200-299"), "OK", 5, 1, 2),
                    List.of(SMOKE_TEST),
                    new RestartPolicy(2, 61, 6, 301, 302),
                    StateKind.EXTERNAL,
                    7,
                    1_000_000,
                    new Limits(300_000_000L, 1.5)));
    static final SettingsPatch PATCH = new SettingsPatch(
            "wsgi:app",
            "deps/web.txt",
            List.of(new BindAddress("0.0.0.0", 9000)),
            2,
            "gthread",
            4,
            31,
            32,
            33,
            34,
            Map.of("A", "b"),
            new SettingsPatch.ProbePatch(ProbeSpec.Type.TCP, "/x", new StatusSet("200"), "OK", 5, 1, 2),
            List.of(SMOKE_TEST),
            new SettingsPatch.RestartPatch(2, 61, 6, 301, 302),
            StateKind.MEMORY,
            7,
            1_000_000L,
            new SettingsPatch.LimitsPatch(300_000_000L, 1.5));

    private WireManifests() {}
}
