package io.globohub.agent.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.agent.deploy.StepOutcome;
import io.globohub.agent.deploy.StepOutcome.Failed;
import io.globohub.common.disk.CrashPoint;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.state.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitDiskTest {
    @TempDir
    Path root;

    private TestHost host;
    private Manifest target;

    @BeforeEach
    void push() throws Exception {
        host = new TestHost(root, CrashPoint.NONE);
        target = host.push("1.0", Map.of("app.py", "x".repeat(3_000), "requirements.txt", "gunicorn\n"));
    }

    private static void assertFailed(StepOutcome outcome, Reason reason, boolean transientFault) {
        assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.failure().reason()).isEqualTo(reason);
            assertThat(failed.transientFault()).isEqualTo(transientFault);
        });
    }

    @Test
    void anotherPackOfAnInstalledVersionIsRefused() throws Exception {
        new FakeInstall(host).commit(target);
        Manifest other = host.push("1.0", Map.of("app.py", "other", "requirements.txt", "gunicorn\n"));

        List<StepOutcome> outcomes = host.install(other, "e");

        assertThat(outcomes).hasSize(1);
        assertFailed(outcomes.get(0), Reason.VERSION_CONFLICT, false);
    }

    @Test
    void commitWithoutAnUnpackedPackFailsAndMayBeTriedAgain() throws Exception {
        assertFailed(host.steps().get(5).run(host.context(target, "d")), Reason.AGENT_ERROR, true);
    }

    @Test
    void aDirectoryWithoutAMarkerDoesNotCountAndMakesWay() throws Exception {
        Path pack = host.layout.pack(target.app(), target.version());
        Files.createDirectories(pack);
        Files.writeString(pack.resolve("stranger"), "x");

        new FakeInstall(host).commit(target);

        assertThat(pack.resolve("stranger")).doesNotExist();
        assertThat(host.releases.marker(target.app(), target.version())).isPresent();
        try (Stream<Path> staged = Files.list(host.layout.staging())) {
            assertThat(staged.filter(path -> path.getFileName().toString().startsWith("aside-")))
                    .singleElement()
                    .satisfies(path -> assertThat(path.resolve("stranger")).exists());
        }
    }

    @Test
    void whateverInstantACrashComesAtThereIsAWholeVersionOrNone() throws Exception {
        for (int crashAt = 0; crashAt < 60; crashAt++) {
            int[] left = {crashAt};
            Path home = Files.createDirectories(root.resolve("crash" + crashAt));
            TestHost crashing = new TestHost(home, name -> {
                if (left[0]-- == 0) {
                    throw new Crash();
                }
            });
            Manifest manifest = crashing.push("1.0", Map.of("app.py", "app = 1", "requirements.txt", "gunicorn\n"));
            try {
                new FakeInstall(crashing).commit(manifest);
                assertThat(crashAt).as("crash points passed").isGreaterThan(8);
                return;
            } catch (Crash crash) {
                Path pack = crashing.layout.pack(manifest.app(), manifest.version());
                assertThat(Files.exists(pack))
                        .isEqualTo(crashing.releases
                                .marker(manifest.app(), manifest.version())
                                .isPresent());
            }
            new FakeInstall(crashing).commit(manifest);
            assertThat(crashing.releases.holds(manifest)).isTrue();
        }
        throw new AssertionError("more crash points than expected");
    }

    private static final class Crash extends RuntimeException {}

    /** The steps with an empty environment in place of one that pip fills. */
    private record FakeInstall(TestHost host) {
        void commit(Manifest manifest) throws Exception {
            var context = host.context(manifest, "fake");
            List<io.globohub.agent.deploy.Step> steps = host.steps();
            for (int step : new int[] {1, 2, 3}) {
                assertThat(steps.get(step).run(context)).isNotInstanceOf(Failed.class);
            }
            Files.createDirectories(host.layout.venv("stub"));
            Staged staged = Staged.of(context);
            if (Files.exists(staged.pack())) {
                Path link = host.layout.venvLink(staged.pack());
                Files.createDirectories(link.getParent());
                host.files.relink(link, Path.of("../../../.venvs/stub"));
            }
            assertThat(steps.get(5).run(context)).isNotInstanceOf(Failed.class);
        }
    }
}
