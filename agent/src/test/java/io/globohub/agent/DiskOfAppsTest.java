package io.globohub.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.agent.deploy.Journal;
import io.globohub.agent.python.Venvs;
import io.globohub.agent.release.HostLayout;
import io.globohub.agent.release.Marker;
import io.globohub.agent.release.Pruner;
import io.globohub.agent.release.Releases;
import io.globohub.agent.release.Scrub.Pace;
import io.globohub.agent.state.StateFile;
import io.globohub.common.disk.CrashPoint;
import io.globohub.common.disk.DurableFiles;
import io.globohub.common.json.Json;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Digest;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.Pack;
import io.globohub.common.manifest.Settings;
import io.globohub.common.manifest.Version;
import io.globohub.common.state.InstalledVersion;
import io.globohub.testkit.Samples;
import io.globohub.testkit.TestClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

class DiskOfAppsTest {
    private static final AppName APP = new AppName("desafio");
    private static final int KEEP = 5;

    @TempDir(factory = InMemory.class)
    Path root;

    /** A thousand deployments write through to the disk many thousand times; in memory that costs nothing. */
    static final class InMemory implements TempDirFactory {
        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext extension)
                throws IOException {
            Path memory = Path.of("/dev/shm");
            return Files.isWritable(memory)
                    ? Files.createTempDirectory(memory, "globohub")
                    : Files.createTempDirectory("globohub");
        }
    }

    private final TestClock clock = new TestClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final DurableFiles files = new DurableFiles(CrashPoint.NONE);
    private HostLayout layout;
    private DiskOfApps disk;

    @BeforeEach
    void host() {
        layout = new HostLayout(
                root.resolve("install"), root.resolve("state"), root.resolve("logs"), root.resolve("run"));
        disk = new DiskOfApps(
                layout, new Releases(layout), new Pruner(layout, files, clock), new Venvs(layout, files, clock));
    }

    private static Manifest manifest(String version) {
        byte[] content = version.getBytes(StandardCharsets.UTF_8);
        return new Manifest(
                APP, new Version(version), new Pack(Digest.of(content), content.length, 10, 1), Settings.DEFAULT);
    }

    /** What a deployment leaves: pack, environment of its own, fetched zip, and its directory in staging. */
    private void deploy(String version) throws IOException {
        Manifest manifest = manifest(version);
        String venv = "0123456789abcdef0123-" + version.replace('.', 'x');
        Files.createDirectories(layout.venv(venv).resolve("bin"));
        Files.writeString(layout.venv(venv).resolve("bin/python"), "#!/bin/sh\n");
        Files.writeString(
                layout.venv(venv).resolve("globohub.json"),
                "{\"schema\":1,\"key\":\"k\",\"python\":\"3\",\"packages\":[{\"name\":\"Flask\",\"version\":\""
                        + version + "\"}],\"files\":1,\"bytes\":10,\"built_at\":\"" + clock.instant() + "\"}");
        Path pack = layout.pack(APP, manifest.version());
        Files.createDirectories(layout.ours(pack));
        Files.writeString(pack.resolve("app.py"), version);
        Files.createSymbolicLink(layout.venvLink(pack), Path.of("../../../.venvs", venv));
        Digest digest = Digest.of(version.getBytes(StandardCharsets.UTF_8));
        Files.write(
                layout.marker(pack),
                Json.writeBytes(new Marker(1, manifest, Map.of("app.py", digest), venv, clock.instant())));
        Files.createDirectories(layout.packCache());
        Files.writeString(layout.cachedPack(manifest.pack().sha256()), version);
        Files.createDirectories(layout.staging().resolve("d-" + version));
        Files.writeString(layout.staging().resolve("d-" + version + "/digests.json"), "{}");
        clock.advance(Duration.ofMinutes(2));
    }

    private List<Path> everything() throws IOException {
        try (Stream<Path> found = Files.walk(layout.install())) {
            return found.toList();
        }
    }

    @Test
    void diskUseStaysFlatOverAThousandDeployments() throws IOException {
        int mostPaths = 0;
        for (int i = 1; i <= 1000; i++) {
            deploy("1." + i);
            disk.prune(APP, KEEP, Set.copyOf(List.of(new Version("1." + i), new Version("1." + Math.max(1, i - 1)))));
            if (i == 10) {
                mostPaths = everything().size();
            }
        }

        assertThat(everything()).hasSizeLessThanOrEqualTo(mostPaths);
        assertThat(disk.installed(APP))
                .map(installed -> installed.version().value())
                .containsExactly("1.996", "1.997", "1.998", "1.999", "1.1000");
        assertThat(layout.venvs()).isDirectoryNotContaining(path -> path.endsWith("0123456789abcdef0123-1x995"));
        assertThat(layout.packCache().toFile().list()).hasSize(KEEP);
        assertThat(layout.staging()).isEmptyDirectory();
    }

    @Test
    void whatADeploymentOfAnotherAppIsWorkingWithIsNotSwept() throws IOException {
        deploy("1.0");
        Manifest target = manifest("7.7");
        Files.writeString(layout.cachedPack(target.pack().sha256()), "7.7");
        Files.createDirectories(layout.staging().resolve("d-other/pack"));
        new StateFile<>(layout.journal(new AppName("other")), Journal.class, files, clock, aside -> {})
                .write(new Journal("d-other", target, null, null, null, 0, clock.instant(), "unpack", List.of(), 0));

        disk.prune(APP, KEEP, Set.of(new Version("1.0")));
        disk.dropCaches();

        assertThat(layout.cachedPack(target.pack().sha256())).exists();
        assertThat(layout.staging().resolve("d-other/pack")).exists();
        assertThat(layout.staging().resolve("d-1.0")).doesNotExist();
    }

    @Test
    void differencesNameTheFilesOfThePackAndOfItsEnvironment() throws Exception {
        deploy("1.0");
        InstalledVersion installed = disk.installed(APP).get(0);
        assertThat(disk.differences(APP, installed, Pace.FULL)).isEmpty();
        Path site = layout.venv("0123456789abcdef0123-1x0").resolve("lib/python3.11/site-packages");
        Files.createDirectories(site.resolve("flask-1.dist-info"));
        Files.writeString(site.resolve("flask-1.dist-info/METADATA"), "Name: flask\nVersion: 1\n\n");
        Files.writeString(site.resolve("flask-1.dist-info/RECORD"), "flask/app.py,sha256=abc,3\n");
        Files.writeString(layout.pack(APP, new Version("1.0")).resolve("app.py"), "tampered");

        assertThat(disk.differences(APP, installed, Pace.FULL))
                .containsExactly("app.py", "environment: flask/app.py is missing");

        Files.delete(layout.pack(APP, new Version("1.0")).resolve("app.py"));
        assertThat(disk.differences(APP, installed, Pace.FULL)).contains("app.py (missing)");
    }

    @Test
    void theEnvironmentOfAVersionIsWhatItsProcessCanImport() throws IOException {
        deploy("1.0");

        assertThat(disk.environment(APP, new Version("1.0")))
                .hasValueSatisfying(
                        environment -> assertThat(environment.packages()).isEqualTo(Map.of("Flask", "1.0")));
        assertThat(disk.environment(APP, Samples.manifest("3.3").version())).isEmpty();
    }
}
