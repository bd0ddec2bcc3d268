package io.globohub.agent.gunicorn;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.agent.deploy.DeploymentContext;
import io.globohub.agent.deploy.StepOutcome;
import io.globohub.agent.gunicorn.SwitchOver.Result;
import io.globohub.agent.probe.OkHttpProber;
import io.globohub.agent.process.ProcessId;
import io.globohub.agent.step.Preflight;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.Settings;
import io.globohub.common.manifest.SettingsPatch;
import io.globohub.common.state.Reason;
import io.globohub.common.time.Sleeper;
import io.globohub.testkit.RealParts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No request fails in a switch, whatever the gunicorn, the kind and number of its workers, and the client. */
class HandOverMatrixTest {
    private static final String OLDEST = "20.0.4";

    @TempDir
    Path root;

    private RealGunicorn host;
    private int port;

    @BeforeEach
    void prepare() throws IOException {
        host = new RealGunicorn(root, OLDEST);
        port = RealParts.freePort();
    }

    @AfterEach
    void leaveNoProcess() {
        host.close();
        assertThat(host.masters.processes(RealGunicorn.APP)).isEmpty();
    }

    @ParameterizedTest(name = "{0} workers of class {1}, connections kept: {2}, {3} to {4}")
    @CsvSource({
        "1, sync, false, 20.0.4, 20.0.4",
        "4, sync, false, 20.0.4, 27.0.1",
        "1, sync, true, 27.0.1, 20.0.4",
        "1, gthread, true, 20.0.4, 27.0.1",
        "4, gthread, true, 27.0.1, 27.0.1",
        "4, gthread, false, 27.0.1, 20.0.4"
    })
    void upgradeAndRollbackLoseNoRequest(int workers, String kind, boolean kept, String from, String to)
            throws Exception {
        UnaryOperator<Settings> shape = workers(workers, kind);
        host.nextReleasesUse(from);
        Manifest one = host.release(
                "1.0",
                RealGunicorn.app("1.0"),
                port,
                settings -> RealGunicorn.env(Map.of("ONLY_OLD", "yes")).apply(shape.apply(settings)));
        host.nextReleasesUse(to);
        Manifest two = host.release("1.1", RealGunicorn.app("1.1"), port, shape);
        ProcessId first = serving(host.switchOver.bring(one, Optional.empty(), Optional.empty()));

        try (Load load = new Load(port, 4, kept)) {
            ProcessId second = serving(host.switchOver.bring(two, Optional.of(one), Optional.of(first)));
            String answer = Load.get(port, "/");
            assertThat(answer).contains("version=1.1").doesNotContain("ONLY_OLD");
            assertThat(answer)
                    .contains("prefix="
                            + host.layout
                                    .venvLink(host.layout.pack(RealGunicorn.APP, two.version()))
                                    .toRealPath());

            serving(host.switchOver.bring(one, Optional.of(two), Optional.of(second)));
            assertThat(Load.get(port, "/")).contains("version=1.0").contains("ONLY_OLD=yes");

            assertThat(load.failures()).isEmpty();
            assertThat(load.sent()).isGreaterThan(100);
        }
    }

    @Test
    void aSlowRequestInFlightIsAnsweredByTheProcessThatTookIt() throws Exception {
        String slow = """
                import time
                def app(environ, start_response):
                    if environ["PATH_INFO"] == "/slow":
                        time.sleep(5)
                    start_response("200 OK", [("Content-Type", "text/plain")])
                    return [b"version=VERSION"]
                """;
        UnaryOperator<Settings> two = workers(2, "sync");
        Manifest one = host.release("1.0", slow.replace("VERSION", "1.0"), port, two);
        Manifest next = host.release("1.1", slow.replace("VERSION", "1.1"), port, two);
        ProcessId first = serving(host.switchOver.bring(one, Optional.empty(), Optional.empty()));
        CompletableFuture<String> inFlight = CompletableFuture.supplyAsync(() -> {
            try {
                return Load.get(port, "/slow");
            } catch (IOException e) {
                return e.toString();
            }
        });
        // one quick answer shows that the slow request, sent before on the same loopback, is being worked on
        assertThat(Load.get(port, "/")).contains("version=1.0");

        try (Load load = new Load(port, 2)) {
            serving(host.switchOver.bring(next, Optional.of(one), Optional.of(first)));
            assertThat(load.failures()).isEmpty();
        }
        assertThat(inFlight.get(20, TimeUnit.SECONDS))
                .startsWith("HTTP/1.1 200")
                .contains("version=1.");
        assertThat(Load.get(port, "/")).contains("version=1.1");
    }

    @Test
    void releaseThatAnswers500IsCaughtBeforeTheServingProcessIsTouched() throws Exception {
        assertRefusedInPrivate("""
                def app(environ, start_response):
                    start_response("500 Internal Server Error", [])
                    return [b"it hurts"]
                """, "answered 500");
    }

    @Test
    void releaseThatBootsAndNeverAnswersIsCaughtBeforeTheServingProcessIsTouched() throws Exception {
        assertRefusedInPrivate("""
                import time
                def app(environ, start_response):
                    time.sleep(600)
                """, "no answer within 2 s");
    }

    private void assertRefusedInPrivate(String code, String words) throws Exception {
        Manifest one = host.release("1.0", RealGunicorn.app("1.0"), port);
        Manifest bad = host.release(
                "1.2",
                code,
                port,
                settings -> new SettingsPatch(
                                null, null, null, null, null, null, null, null, 5, null, null, null, null, null, null,
                                null, null)
                        .applyTo(settings));
        ProcessId serving = serving(host.switchOver.bring(one, Optional.empty(), Optional.empty()));
        Preflight preflight = new Preflight(
                new Candidate.Trials(
                        host.layout,
                        host.files,
                        new GunicornConf(host.layout),
                        host.launcher,
                        host.stopper,
                        host.table,
                        Sleeper.real()),
                new OkHttpProber(System::nanoTime));

        List<String> failures;
        StepOutcome outcome;
        try (Load load = new Load(port, 2)) {
            outcome = preflight.run(new DeploymentContext(
                    "d-1", bad, Optional.of(one), Optional.of(serving), root.resolve("staging"), progress -> {}));
            failures = load.failures();
        }

        assertThat(failures).isEmpty();
        assertThat(outcome).isInstanceOfSatisfying(StepOutcome.Failed.class, failed -> {
            assertThat(failed.failure().reason()).isEqualTo(Reason.PREFLIGHT_FAILED);
            assertThat(failed.failure().detail()).contains(words);
        });
        assertThat(host.table.isAlive(serving)).isTrue();
        assertThat(host.masters.candidates(RealGunicorn.APP)).isEmpty();
    }

    private static UnaryOperator<Settings> workers(int count, String kind) {
        return settings -> new SettingsPatch(
                        null,
                        null,
                        null,
                        count,
                        kind,
                        kind.equals("gthread") ? 4 : null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null)
                .applyTo(settings);
    }

    private static ProcessId serving(Result result) {
        assertThat(result).isInstanceOf(Result.Serving.class);
        return ((Result.Serving) result).master().id();
    }
}
