package io.globohub.agent.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.globohub.agent.config.AgentConfig.PipConfig;
import io.globohub.agent.deploy.Step;
import io.globohub.agent.deploy.StepOutcome;
import io.globohub.agent.deploy.StepOutcome.Done;
import io.globohub.agent.deploy.StepOutcome.Failed;
import io.globohub.agent.python.Deadlines;
import io.globohub.agent.python.VenvBuilder;
import io.globohub.common.disk.CrashPoint;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.state.Reason;
import io.globohub.testkit.RealParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real pip and real environments, with what can go wrong. */
class EnvironmentFaultsTest {
    /** pip itself and its cache, kept from test to test: making them anew each time would take most of the time. */
    @TempDir
    static Path shared;

    @TempDir
    Path root;

    private TestHost host;

    @BeforeEach
    void host() throws IOException {
        RealParts.python();
        host = new TestHost(root, CrashPoint.NONE);
        Files.createDirectories(host.layout.venvs());
        Files.createDirectories(shared.resolve("wheels"));
        Files.createSymbolicLink(host.layout.wheelCache(), shared.resolve("wheels"));
        for (Path tools : toolsIn(shared)) {
            Files.createSymbolicLink(host.layout.venvs().resolve(tools.getFileName()), tools);
        }
    }

    @AfterEach
    void keepTools() throws IOException {
        for (Path tools : toolsIn(host.layout.venvs())) {
            if (!Files.isSymbolicLink(tools)) {
                Files.move(tools, shared.resolve(tools.getFileName()));
            }
        }
    }

    private static List<Path> toolsIn(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.filter(path -> path.getFileName().toString().startsWith(".pip-"))
                    .toList();
        }
    }

    private Manifest push(String requirements) throws Exception {
        return host.push("1.0", Map.of("app.py", "app = 1\n", "requirements.txt", requirements));
    }

    private StepOutcome last(Manifest manifest) throws InterruptedException {
        List<StepOutcome> outcomes = host.install(manifest, "d");
        return outcomes.get(outcomes.size() - 1);
    }

    private void assertNothingIsLeft(Manifest manifest) throws IOException {
        assertThat(host.releases.installed(manifest.app())).isEmpty();
        assertThat(host.layout.staging().resolve("d/pip")).doesNotExist();
        assertThat(venvs()).isEmpty();
    }

    private List<String> venvs() throws IOException {
        try (Stream<Path> children = Files.list(host.layout.venvs())) {
            return children.map(path -> path.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .toList();
        }
    }

    private static void assertFailed(StepOutcome outcome, Reason reason) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.failure().reason()).isEqualTo(reason));
    }

    @Test
    void aMissingPythonIsSaid() throws Exception {
        Manifest manifest = push("gunicorn\n");
        VenvBuilder builder = new VenvBuilder(
                host.layout,
                host.venvs,
                host.commands,
                host.files,
                Clock.systemUTC(),
                "/no/such/python",
                PipConfig.DEFAULT,
                host.environment,
                Deadlines.DEFAULT);
        for (Step step : host.steps().subList(1, 4)) {
            step.run(host.context(manifest, "d"));
        }

        StepOutcome outcome =
                new BuildVenv(host.layout, builder, host.venvs, host.freeSpace).run(host.context(manifest, "d"));

        assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.failure().reason()).isEqualTo(Reason.PYTHON_MISSING);
            assertThat(failed.failure().detail()).isEqualTo("there is no Python '/no/such/python' on this host");
        });
    }

    @Test
    void aMissingVersionIsNotFoundAndLeavesNothing() throws Exception {
        RealParts.requirePackageIndex();
        Manifest manifest = push("gunicorn==20.0.4444\n");

        assertFailed(last(manifest), Reason.REQUIREMENT_NOT_FOUND);
        assertNothingIsLeft(manifest);
    }

    @Test
    void anUnreachableIndexIsAPassingFaultAndItsPasswordIsNotShown() throws Exception {
        host.environment.keySet().removeIf(name -> name.startsWith("PIP_") || name.matches("(?i).*proxy"));
        host.environment.put("PIP_RETRIES", "0");
        int nobody = RealParts.freePort();
        host.pip = new PipConfig(
                "http://joe:s3cret@127.0.0.1:" + nobody + "/simple", List.of(), null, null, List.of(), false);
        Manifest manifest = push("gunicorn==20.0.4\n");

        StepOutcome outcome = last(manifest);

        assertFailed(outcome, Reason.INDEX_UNREACHABLE);
        assertThat(((Failed) outcome).transientFault()).isTrue();
        assertThat(outcome.toString()).contains("127.0.0.1:" + nobody).doesNotContain("s3cret");
        assertNothingIsLeft(manifest);
    }

    @Test
    void anIndexThatAnswersOnlyErrorsIsUnreachable() throws Exception {
        host.environment.keySet().removeIf(name -> name.startsWith("PIP_") || name.matches("(?i).*proxy"));
        host.environment.put("PIP_RETRIES", "0");
        try (MockWebServer index = new MockWebServer()) {
            index.start();
            for (int i = 0; i < 10; i++) {
                index.enqueue(new MockResponse.Builder().code(500).build());
            }
            host.pip = new PipConfig(index.url("/simple").toString(), List.of(), null, null, List.of(), false);

            assertFailed(last(push("gunicorn==20.0.4\n")), Reason.INDEX_UNREACHABLE);
        }
    }

    @Test
    void requirementsWithoutGunicornAreToldWhatToAdd() throws Exception {
        RealParts.requirePackageIndex();
        Manifest manifest = push("click==7.1.2\n");

        StepOutcome outcome = last(manifest);

        assertFailed(outcome, Reason.PACK_REJECTED);
        assertThat(((Failed) outcome).failure().detail())
                .isEqualTo("the requirements do not bring gunicorn: add a line such as gunicorn==20.0.4");
        assertNothingIsLeft(manifest);
    }

    @Test
    void aSetuptoolsWithoutPkgResourcesIsSaidInPlainWords() throws Exception {
        RealParts.requirePackageIndex();

        assertFailed(last(push("gunicorn==20.0.4\nsetuptools>=82\n")), Reason.SETUPTOOLS_TOO_NEW);
    }

    @Test
    void aWrongHashIsRefused() throws Exception {
        RealParts.requirePackageIndex();

        assertFailed(last(push("click==7.1.2 --hash=sha256:" + "0".repeat(64) + "\n")), Reason.HASH_MISMATCH);
    }

    @Test
    void wheelsInThePackNeedNoIndex() throws Exception {
        RealParts.requirePackageIndex();
        Path wheels = Files.createDirectories(root.resolve("wheelhouse"));
        assertThat(RealParts.succeeds(List.of(
                        "python3",
                        "-m",
                        "pip",
                        "download",
                        "-q",
                        "--no-deps",
                        "-d",
                        wheels.toString(),
                        "gunicorn==23.0.0",
                        "packaging==24.2")))
                .isTrue();
        Path tree = Files.createDirectories(root.resolve("tree/wheels"));
        try (Stream<Path> files = Files.list(wheels)) {
            for (Path wheel : files.toList()) {
                Files.copy(wheel, tree.resolve(wheel.getFileName()));
            }
        }
        host.pip = new PipConfig("http://127.0.0.1:1/simple", List.of(), null, null, List.of(), false);
        Files.writeString(tree.resolveSibling("app.py"), "app = 1");
        Files.writeString(tree.resolveSibling("requirements.txt"), "gunicorn==23.0.0\n");

        assertThat(last(host.pushTree("1.0", tree.getParent()))).isInstanceOf(Done.class);
    }

    @Test
    void aKilledPipIsNeverTakenForADoneOneAndALaterRunSucceeds() throws Exception {
        RealParts.requirePackageIndex();
        Manifest manifest = push(TestHost.SEVEN_PINS);
        for (int delayMillis : new int[] {0, 150, 400, 800, 1_500, 2_500}) {
            CompletableFuture<StepOutcome> outcome = CompletableFuture.supplyAsync(() -> {
                try {
                    return last(manifest);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            await().atMost(60, TimeUnit.SECONDS).until(() -> outcome.isDone() || !pips().isEmpty());
            await().pollDelay(delayMillis, TimeUnit.MILLISECONDS).until(() -> true);
            pips().forEach(ProcessHandle::destroyForcibly);

            StepOutcome ended = outcome.get(120, TimeUnit.SECONDS);
            if (ended instanceof Done) {
                break;
            }
            assertFailed(ended, Reason.PIP_FAILED);
            assertThat(((Failed) ended).failure().detail()).isEqualTo("pip was killed by signal 9");
            assertNothingIsLeft(manifest);
        }

        assertThat(host.install(manifest, "d")).hasSize(6).noneMatch(Failed.class::isInstance);
        assertThat(host.releases.holds(manifest)).isTrue();
        assertThat(host.venvs.scrub(venvs().get(0))).isEmpty();
    }

    private List<ProcessHandle> pips() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().arguments().stream()
                        .flatMap(Stream::of)
                        .anyMatch(argument -> argument.startsWith(host.layout.venvs() + "/.pip-")
                                && argument.endsWith("pip_runner.py")))
                .toList();
    }

    @Test
    void anEnvironmentLeftHalfBuiltByACrashIsNotUsedAndGoes() throws Exception {
        RealParts.requirePackageIndex();
        Manifest manifest = push("gunicorn==20.0.4\n");
        assertThat(last(manifest)).isInstanceOf(Done.class);
        String whole = venvs().get(0);
        Path half = host.layout.venv(whole.replaceAll("-.*", "-zzzzzzzz"));
        Files.createDirectories(half.resolve("bin"));
        Files.writeString(half.resolve("bin/python"), "#!/bin/sh\n");

        Manifest next = host.push("1.1", Map.of("app.py", "app = 2\n", "requirements.txt", "gunicorn==20.0.4\n"));
        assertThat(last(next)).isInstanceOf(Done.class);
        assertThat(host.releases
                        .marker(next.app(), next.version())
                        .orElseThrow()
                        .venvKey())
                .isEqualTo(whole);

        assertThat(host.venvs.removeUnfinished())
                .containsExactly(half.getFileName().toString());
        assertThat(venvs()).containsExactly(whole);
    }
}
