package io.globohub.agent.selftest;

import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.BindAddress;
import io.globohub.common.manifest.Digest;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.Pack;
import io.globohub.common.manifest.Settings;
import io.globohub.common.manifest.SettingsPatch;
import io.globohub.common.manifest.Version;
import io.globohub.common.pack.PackArchive;
import io.globohub.common.pack.PackLimits;
import io.globohub.common.pack.PackRejected;
import io.globohub.common.pack.PackWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Makes releases of an app of a few lines, each a new version that says which it is. One thread at a time. */
final class TinyApp {
    static final AppName NAME = new AppName("selftest");
    private static final int KEEP = 2;
    private static final String SERVES = """
            def app(environ, start_response):
                start_response("200 OK", [("Content-Type", "text/plain")])
                return [b"version=%s;"]
            """;

    /** How a release behaves. */
    enum Kind {
        GOOD(""),
        DIES_AT_IMPORT("raise RuntimeError('dies at import, as the self-test asks')\n"),
        /** Boots as a candidate in private, and dies as soon as it is to serve. */
        DIES_ONCE_LIVE("""
                import sys
                if any("/current/" in word for word in sys.argv):
                    raise RuntimeError('dies once live, as the self-test asks')
                """);

        private final String preamble;

        Kind(String preamble) {
            this.preamble = preamble;
        }
    }

    private final Path packs;
    private final int port;
    private int made;

    /** @param packs a directory for the packs, named by their digest */
    TinyApp(Path packs, int port) {
        this.packs = packs;
        this.port = port;
    }

    int port() {
        return port;
    }

    /** @param otherRequirements whether no environment on the host fits it */
    Manifest release(Kind kind, boolean otherRequirements) throws IOException {
        made++;
        Version version = new Version("1." + made);
        Path content = Files.createDirectories(packs.resolve("content"));
        Path zip = packs.resolve("new.zip");
        try {
            String code = kind.preamble + SERVES.formatted(version);
            // the bound is met by every gunicorn, and makes other requirements of it
            String requirements = "gunicorn>=19." + (otherRequirements ? made : 0) + "\n";
            Digest digest = PackWriter.write(
                    content,
                    Map.of(
                            "app.py", code.getBytes(StandardCharsets.UTF_8),
                            "requirements.txt", requirements.getBytes(StandardCharsets.UTF_8)),
                    zip);
            Path kept = packs.resolve(digest.hex());
            Files.move(zip, kept, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            Pack pack = PackArchive.open(kept, PackLimits.DEFAULT).describe(digest);
            return new Manifest(NAME, version, pack, settings());
        } catch (PackRejected e) {
            throw new IllegalStateException("the self-test's own pack is refused", e);
        }
    }

    private Settings settings() {
        return new SettingsPatch(
                        null,
                        null,
                        List.of(new BindAddress("127.0.0.1", port)),
                        null,
                        null,
                        null,
                        null,
                        5,
                        60,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        KEEP,
                        null)
                .applyTo(Settings.DEFAULT);
    }
}
