package io.globohub.agent.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.agent.deploy.StepOutcome;
import io.globohub.agent.deploy.StepOutcome.Done;
import io.globohub.agent.deploy.StepOutcome.Failed;
import io.globohub.agent.deploy.StepOutcome.Skipped;
import io.globohub.agent.python.VenvMarker;
import io.globohub.agent.release.Marker;
import io.globohub.common.disk.CrashPoint;
import io.globohub.common.disk.FileTrees;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.state.Reason;
import io.globohub.testkit.RealParts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One host's life with the real pip, the real index and the seven pins; each test goes on from the one before. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InstallTest {
    @TempDir
    static Path root;

    private static TestHost host;
    private static Manifest first;
    private static String venv;

    @BeforeAll
    static void push() throws Exception {
        RealParts.python();
        RealParts.requirePackageIndex();
        host = new TestHost(root, CrashPoint.NONE);
        first = host.push("1.0", Map.of("app.py", "app = 1\n", "requirements.txt", TestHost.SEVEN_PINS));
    }

    private static Marker marker(Manifest manifest) {
        return host.releases.marker(manifest.app(), manifest.version()).orElseThrow();
    }

    @Test
    @Order(1)
    void aVersionIsInstalledWithItsPinnedRequirements() throws Exception {
        List<StepOutcome> outcomes = host.install(first, "d1");

        assertThat(outcomes)
                .hasSize(6)
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Done.class));
        Path pack = host.layout.pack(first.app(), first.version());
        assertThat(pack.resolve("app.py")).hasContent("app = 1");
        assertThat(Files.getPosixFilePermissions(pack.resolve("app.py"))).hasSize(3);
        assertThat(marker(first).manifest()).isEqualTo(first);
        assertThat(marker(first).files()).containsOnlyKeys("app.py", "requirements.txt");
        venv = marker(first).venvKey();
        assertThat(Files.readSymbolicLink(host.layout.venvLink(pack))).isEqualTo(Path.of("../../../.venvs", venv));
        VenvMarker environment = host.venvs.marker(venv).orElseThrow();
        assertThat(environment.packages())
                .map(installed -> installed.name() + "==" + installed.version())
                .contains(
                        "Flask==1.1.2",
                        "Jinja2==2.11.2",
                        "MarkupSafe==1.1.1",
                        "Werkzeug==1.0.1",
                        "click==7.1.2",
                        "gunicorn==20.0.4",
                        "itsdangerous==1.1.0");
        assertThat(RealParts.succeeds(List.of(
                        host.layout.venvLink(pack).resolve("bin/python").toString(),
                        host.layout.venvLink(pack).resolve("bin/gunicorn").toString(),
                        "--version")))
                .isTrue();
        assertThat(Files.readString(host.layout.venv(venv).resolve("bin/gunicorn")))
                .startsWith("#!" + host.layout.venv(venv).resolve("bin/python"));
    }

    @Test
    @Order(2)
    void anInstalledVersionIsNotInstalledAgain() throws Exception {
        List<StepOutcome> outcomes = host.install(first, "d2");

        assertThat(outcomes.subList(1, 6)).containsOnly(new Skipped("already installed"));
    }

    @Test
    @Order(3)
    void theSamePackUnderAnotherManifestOnlyRewritesTheMarker() throws Exception {
        Manifest changed =
                new Manifest(first.app(), first.version(), first.pack(), TestHost.withWorkers(first.settings(), 3));
        Marker before = marker(first);

        List<StepOutcome> outcomes = host.install(changed, "d3");

        assertThat(outcomes.subList(1, 5)).containsOnly(new Skipped("already installed"));
        assertThat(outcomes.get(5)).isInstanceOf(Done.class);
        assertThat(marker(first))
                .isEqualTo(new Marker(1, changed, before.files(), before.venvKey(), before.installedAt()));
    }

    @Test
    @Order(4)
    void requirementsAlreadySatisfiedAreNotInstalledAgain() throws Exception {
        Manifest next = host.push(
                "1.1",
                Map.of("app.py", "app = 2\n", "requirements.txt", "# the same\n" + TestHost.SEVEN_PINS + "\n\n"));
        Path gunicorn = host.layout.venv(venv).resolve("bin/gunicorn");
        var built = Files.getLastModifiedTime(gunicorn);

        List<StepOutcome> outcomes = host.install(next, "d4");

        assertThat(outcomes.get(4)).isInstanceOf(Skipped.class);
        assertThat(outcomes.get(5)).isInstanceOf(Done.class);
        assertThat(marker(next).venvKey()).isEqualTo(venv);
        assertThat(Files.getLastModifiedTime(gunicorn)).isEqualTo(built);
        assertThat(host.venvs.prune(host.releases::venvKeysInUse, Duration.ZERO))
                .isEmpty();
    }

    @Test
    @Order(5)
    void aWrongEntryPointIsSaidBeforeAnythingStarts() throws Exception {
        Manifest wrong = host.push("1.2", Map.of("main.py", "app = 2\n", "requirements.txt", TestHost.SEVEN_PINS));

        List<StepOutcome> outcomes = host.install(wrong, "d5");

        assertThat(outcomes).hasSize(5).last().isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.failure().reason()).isEqualTo(Reason.ENTRY_POINT_MISSING);
            assertThat(failed.failure().detail())
                    .isEqualTo("entry point 'app:app': there is no module app in the pack or its requirements");
        });
        assertThat(host.layout.pack(wrong.app(), wrong.version())).doesNotExist();
    }

    @Test
    @Order(6)
    void aTamperedVersionIsPutRightByInstallingItAgain() throws Exception {
        Path app = host.layout.pack(first.app(), first.version()).resolve("app.py");
        Files.delete(app);
        Files.writeString(app, "tampered");

        List<StepOutcome> outcomes = host.install(first, "d6");

        assertThat(outcomes.get(5)).isInstanceOf(Done.class);
        assertThat(app).hasContent("app = 1");
        assertThat(host.install(first, "d6").subList(1, 6)).containsOnly(new Skipped("already installed"));
    }

    @Test
    @Order(7)
    void aDamagedEnvironmentIsFoundByItsRecordsAndNotUsedAgain() throws Exception {
        Path site = host.layout.venv(venv).resolve("lib");
        Path flask;
        try (var found = Files.walk(site)) {
            flask = found.filter(path -> path.endsWith("flask/app.py"))
                    .findFirst()
                    .orElseThrow();
        }
        assertThat(host.venvs.scrub(venv)).isEmpty();
        Files.delete(flask);

        assertThat(host.venvs.scrub(venv)).containsExactly("flask/app.py is missing");
        assertThat(host.venvs.isWhole(venv)).isFalse();
        Manifest next = host.push("1.3", Map.of("app.py", "app = 3\n", "requirements.txt", TestHost.SEVEN_PINS));
        assertThat(host.install(next, "d7").get(4)).isInstanceOf(Done.class);
        assertThat(marker(next).venvKey()).isNotEqualTo(venv);
    }

    @Test
    @Order(8)
    void environmentsThatNothingUsesArePruned() throws Exception {
        assertThat(host.venvs.prune(Set::of, Duration.ofDays(1))).isEmpty();
        FileTrees.delete(host.layout.staging());

        List<String> removed = host.venvs.prune(() -> Set.of(venv), Duration.ZERO);

        assertThat(removed).hasSize(1).doesNotContain(venv);
        assertThat(host.layout.venv(removed.get(0))).doesNotExist();
        assertThat(host.layout.venv(venv)).exists();
    }
}
