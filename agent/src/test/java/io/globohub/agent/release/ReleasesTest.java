package io.globohub.agent.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.globohub.common.disk.CrashPoint;
import io.globohub.common.disk.DurableFiles;
import io.globohub.common.json.Json;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Digest;
import io.globohub.common.manifest.Version;
import io.globohub.testkit.Samples;
import io.globohub.testkit.TestClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleasesTest {
    private static final AppName APP = new AppName("desafio");

    @TempDir
    Path root;

    private HostLayout layout;
    private Releases releases;
    private Pruner pruner;

    @BeforeEach
    void host() {
        layout = new HostLayout(
                root.resolve("install"), root.resolve("state"), root.resolve("logs"), root.resolve("run"));
        releases = new Releases(layout);
        pruner = new Pruner(layout, new DurableFiles(CrashPoint.NONE), TestClock.start());
    }

    private Marker marker(String version, int installedAtSecond) {
        return new Marker(
                Marker.SCHEMA,
                Samples.manifest(version),
                Map.of("app.py", Digest.of("x".getBytes(StandardCharsets.UTF_8))),
                "k-" + version,
                Instant.EPOCH.plusSeconds(installedAtSecond));
    }

    private Path install(Marker marker) throws IOException {
        Path pack = layout.pack(APP, marker.manifest().version());
        Files.createDirectories(layout.ours(pack));
        Files.writeString(pack.resolve("app.py"), "x");
        Files.write(layout.marker(pack), Json.writeBytes(marker));
        return pack;
    }

    @Test
    void aHostWithoutAnythingHasNothing() {
        assertThat(releases.apps()).isEmpty();
        assertThat(releases.installed(APP)).isEmpty();
        assertThat(releases.current(APP)).isEmpty();
        assertThat(releases.venvKeysInUse()).isEmpty();
    }

    @Test
    void aVersionIsInstalledWhenItsMarkerSaysSo() throws IOException {
        install(marker("1.10", 2));
        install(marker("1.9", 1));
        Files.createDirectories(layout.pack(APP, new Version("2.0")));
        Files.createDirectories(layout.staging());

        assertThat(releases.apps()).containsExactly(APP);
        assertThat(releases.installed(APP)).containsExactly(marker("1.9", 1), marker("1.10", 2));
        assertThat(releases.marker(APP, new Version("2.0"))).isEmpty();
        assertThat(releases.unreadable(APP))
                .containsExactly(new UnreadableMarker(layout.pack(APP, new Version("2.0")), "it has no marker"));
        assertThat(releases.venvKeysInUse()).containsExactly("k-1.10", "k-1.9");
    }

    @Test
    void anUnreadableMarkerIsReportedAndItsDirectoryAndEnvironmentAreKept() throws IOException {
        Path pack = install(marker("1.0", 1));
        Files.writeString(layout.marker(pack), "{\"schema\": 1, ");
        Files.createSymbolicLink(layout.venvLink(pack), Path.of("../../../.venvs/k-1.0"));

        assertThat(releases.installed(APP)).isEmpty();
        assertThat(releases.unreadable(APP)).singleElement().satisfies(found -> {
            assertThat(found.pack()).isEqualTo(pack);
            assertThat(found.why()).startsWith("its marker cannot be read: ");
        });
        assertThat(pack.resolve("app.py")).exists();
        assertThat(releases.venvKeysInUse()).containsExactly("k-1.0");
    }

    @Test
    void aMarkerThatWasCopiedFromAnotherVersionDoesNotCount() throws IOException {
        Path pack = install(marker("1.0", 1));
        Files.createDirectories(layout.ours(layout.pack(APP, new Version("1.1"))));
        Files.copy(layout.marker(pack), layout.marker(layout.pack(APP, new Version("1.1"))));

        assertThat(releases.installed(APP)).containsExactly(marker("1.0", 1));
        assertThat(releases.unreadable(APP))
                .singleElement()
                .satisfies(found -> assertThat(found.why()).isEqualTo("its marker speaks of desafio 1.0"));
    }

    @Test
    void currentIsWhatTheLinkStandsFor() throws IOException {
        install(marker("1.0", 1));
        Files.createSymbolicLink(layout.current(APP), Path.of("PACK1_0"));

        assertThat(releases.current(APP)).contains(new Version("1.0"));
    }

    @Test
    void retentionTakesTheLongestInstalledAndSparesTheActiveAndThePrevious() {
        List<Marker> installed = List.of(marker("1.0", 1), marker("1.1", 2), marker("1.2", 3), marker("1.3", 4));
        Version v10 = new Version("1.0");
        Version v11 = new Version("1.1");
        Version v12 = new Version("1.2");
        Version v13 = new Version("1.3");

        assertThat(Retention.surplus(installed, 5, Set.of(v13))).isEmpty();
        assertThat(Retention.surplus(installed, 3, Set.of(v13))).containsExactly(v10);
        assertThat(Retention.surplus(installed, 2, Set.of(v10, v11))).containsExactly(v12, v13);
        assertThat(Retention.surplus(installed, 2, Set.of(v10, v11, v12))).containsExactly(v13);
        assertThat(Retention.removable(installed, Set.of(v11))).containsExactly(v10, v12, v13);
    }

    @Test
    void removingAVersionTakesAllOfItAndNothingElse() throws IOException {
        Path old = install(marker("1.0", 1));
        old.resolve("app.py").toFile().setReadOnly();
        Path kept = install(marker("1.1", 2));
        Files.createSymbolicLink(layout.current(APP), Path.of("PACK1_1"));

        pruner.remove(APP, new Version("1.0"));
        pruner.remove(APP, new Version("1.0"));

        assertThat(old).doesNotExist();
        assertThat(kept.resolve("app.py")).exists();
        assertThat(layout.staging()).isEmptyDirectory();
        assertThatThrownBy(() -> pruner.remove(APP, new Version("1.1"))).hasMessageContaining("current version");
    }

    @Test
    void cachedPacksThatNobodyNeedsGo() throws IOException {
        Digest needed = Samples.pack("a").sha256();
        Digest other = Samples.pack("b").sha256();
        Files.createDirectories(layout.packCache());
        Files.writeString(layout.cachedPack(needed), "a");
        Files.writeString(layout.cachedPack(other), "b");

        assertThat(pruner.removeCachedPacks(Set.of(needed))).isEqualTo(1);
        assertThat(layout.cachedPack(needed)).exists();
        assertThat(layout.cachedPack(other)).doesNotExist();
    }

    @Test
    void scrubNamesWhatWasChangedAndWhatIsGone() throws IOException {
        Path pack = root.resolve("pack");
        Files.createDirectories(pack);
        Digest digest = Digest.of("x".getBytes(StandardCharsets.UTF_8));
        Map<String, Digest> files = Map.of("same", digest, "changed", digest, "gone", digest, "link", digest);
        Files.writeString(pack.resolve("same"), "x");
        Files.writeString(pack.resolve("changed"), "y");
        Files.createSymbolicLink(pack.resolve("link"), Path.of("same"));
        Files.writeString(pack.resolve("added"), "z");

        Scrub scrub = Scrub.of(pack, files);

        assertThat(scrub.modified()).containsExactlyInAnyOrder("changed", "link");
        assertThat(scrub.missing()).containsExactly("gone");
        assertThat(scrub.isClean()).isFalse();
    }
}
