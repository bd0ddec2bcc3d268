package io.globohub.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.agent.gunicorn.RealGunicorn;
import io.globohub.agent.process.Signal;
import io.globohub.common.event.EventKind;
import io.globohub.common.json.CanonicalJson;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.SettingsPatch;
import io.globohub.common.state.DeploymentReport;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Phase;
import io.globohub.common.state.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an app that does not boot, or dies again and again. */
class CrashLoopTest {
    @TempDir
    Path root;

    private LiveApp app;

    @BeforeEach
    void prepare() throws IOException {
        app = new LiveApp(root);
    }

    @AfterEach
    void leaveNoProcess() {
        app.close();
    }

    /** Serves until the file {@code broken} is beside it, then ends its master at the next request and at each boot. */
    private String fragile() {
        return """
                import os, signal, sys
                BROKEN = "%s"
                if os.path.exists(BROKEN):
                    raise RuntimeError("the bean jar is empty")
                def app(environ, start_response):
                    start_response("200 OK", [])
                    return [b"version=fragile"]
                """.formatted(root.resolve("broken"));
    }

    private void breakIt() throws IOException {
        Files.writeString(root.resolve("broken"), "");
        app.kill(app.master().id(), Signal.KILL);
    }

    @Test
    void workerThatCannotBootIsABootFailureWithTheErrorByName() throws Exception {
        app.serves(fragile(), LiveApp.quick());
        breakIt();
        app.untilTold(Reason.BOOT_FAILED);

        Failure failure = app.told.last(Reason.BOOT_FAILED);
        assertThat(failure.detail()).contains("RuntimeError: the bean jar is empty");
        assertThat(failure.evidence()).anyMatch(line -> line.contains("Worker failed to boot"));
    }

    @Test
    void entryPointThatIsNotThereIsALoadFailureAtTheNextStart() throws Exception {
        app.serves(
                "import os\nif not os.path.exists('" + root.resolve("broken") + "'):\n"
                        + "    def app(environ, start_response):\n"
                        + "        start_response('200 OK', [])\n        return [b'x']\n",
                LiveApp.quick());
        breakIt();
        app.untilTold(Reason.APP_LOAD_FAILED);

        assertThat(app.told.last(Reason.APP_LOAD_FAILED).evidence())
                .anyMatch(line -> line.contains("App failed to load"));
    }

    @Test
    void appThatStartsSlowlyIsWaitedForAndNotRestarted() throws Exception {
        app.serves("import time\ntime.sleep(4)\n" + RealGunicorn.app("slow"), LiveApp.quick());
        app.kill(app.master().id(), Signal.KILL);
        app.until("it is started again", () -> app.told.count(EventKind.PROCESS_STARTED) == 1);
        app.awaitServing();

        assertThat(app.answer()).contains("version=slow");
        assertThat(app.memory.get().restarts()).isEqualTo(1);
        assertThat(app.told.count(EventKind.PROCESS_EXITED)).isLessThanOrEqualTo(2);
    }

    @Test
    void appThatNeverComesUpIsReplacedWhenItsStartupTimeIsOver() throws Exception {
        app.serves(
                "import os, time\nif os.path.exists('" + root.resolve("broken") + "'):\n    time.sleep(600)\n"
                        + RealGunicorn.app("1.0"),
                LiveApp.quick(settings -> new SettingsPatch(
                                null, null, null, null, null, null, 60, null, 3, null, null, null, null, null, null,
                                null, null)
                        .applyTo(settings)));
        breakIt();
        app.untilTold(Reason.STARTUP_TIMEOUT);

        assertThat(app.told.last(Reason.STARTUP_TIMEOUT).detail()).contains("no good probe within 3 s");
    }

    @Test
    void outsideItsBakeTimeItStaysInTheCrashLoopWithEvidenceAndTheTimeOfTheNextTry() throws Exception {
        Manifest manifest = app.serves(fragile(), LiveApp.quick());
        breakIt();
        app.until("it loops", () -> app.loop.supervision().phase() == Phase.CRASH_LOOP);

        Supervisor.Snapshot seen = app.loop.supervision();
        assertThat(seen.failure().reason()).isEqualTo(Reason.CRASH_LOOP);
        assertThat(seen.failure().evidence()).anyMatch(line -> line.contains("the bean jar is empty"));
        assertThat(seen.nextRetryAt())
                .isBetween(
                        app.clock.instant(), app.clock.instant().plusSeconds(LiveApp.RESTART.crashLoopRetrySeconds()));
        assertThat(app.told.count(EventKind.CRASH_LOOP_ENTERED)).isEqualTo(1);
        assertThat(app.memory.get().active()).isEqualTo(manifest);
        assertThat(app.memory.get().dataLossEvents())
                .as("boots that never served lose nothing")
                .isEqualTo(1);

        Files.delete(root.resolve("broken"));
        app.awaitServing();
    }

    @Test
    void withinItsBakeTimeThePreviousVersionIsBroughtBackAndTheBrokenOneNotTriedAgain() throws Exception {
        Manifest good = app.serves();
        Manifest bad =
                app.release("1.1", fragile(), LiveApp.quick(settings -> LiveApp.with(settings, null, null, 60, null)));
        app.wish(bad, 2);
        app.until("1.1 is active", () -> bad.equals(app.memory.get().active()));
        app.awaitServing();
        breakIt();
        app.until(
                "1.0 is back",
                () -> good.equals(app.memory.get().active())
                        && app.loop.progress().isEmpty());
        app.awaitServing();

        assertThat(app.answer()).contains("version=1.0");
        Failure why = app.told.of(EventKind.DEPLOYMENT_ROLLED_BACK).get(0).failure();
        assertThat(why.reason()).isEqualTo(Reason.CRASH_LOOP);
        assertThat(why.detail())
                .contains("1.1 died too often within its bake time")
                .contains("the bean jar is empty");
        assertThat(app.memory.get().failed().manifest()).isEqualTo(CanonicalJson.idOf(bad));
        assertThat(app.memory.get().previous()).isNull();

        app.agentEnds();
        app.agentStarts();
        app.wish(bad, 2);
        app.awaitServing();
        assertThat(app.memory.get().active()).isEqualTo(good);

        Files.delete(root.resolve("broken"));
        Manifest mended = app.release("1.2", RealGunicorn.app("1.2"), LiveApp.quick());
        app.wish(mended, 3);
        app.until("1.2 is active", () -> mended.equals(app.memory.get().active()));
    }

    @Test
    void bakeTimeIsRememberedAcrossTheAgentsOwnRestart() throws Exception {
        app.serves();
        Manifest bad =
                app.release("1.1", fragile(), LiveApp.quick(settings -> LiveApp.with(settings, null, null, 60, null)));
        app.wish(bad, 2);
        app.until("1.1 is active", () -> bad.equals(app.memory.get().active()));
        app.until(
                "its deployment ended",
                () -> app.memory.get().deployment() != null
                        && app.memory.get().deployment().outcome() == DeploymentReport.Outcome.SUCCEEDED
                        && app.memory.get().deployment().manifestId().equals(CanonicalJson.idOf(bad)));
        app.agentEnds();
        app.agentStarts();
        app.wish(bad, 2);
        app.awaitServing();
        breakIt();
        app.until(
                "1.0 is back", () -> app.memory.get().active().version().value().equals("1.0"));
    }

    @Test
    void jumpsOfTheWallClockNeitherRestartAnythingNorShortenAWait() throws Exception {
        app.serves(fragile(), LiveApp.quick());
        app.clock.advance(Duration.ofDays(400));
        app.clock.advance(Duration.ofDays(-800));
        app.until(
                "it was probed since", () -> app.loop.supervision().probe().at().equals(app.clock.instant()));
        assertThat(app.loop.supervision().phase()).isEqualTo(Phase.SERVING);
        assertThat(app.memory.get().restarts()).isZero();

        breakIt();
        app.until("it loops", () -> app.loop.supervision().phase() == Phase.CRASH_LOOP);
        long starts = app.told.count(EventKind.PROCESS_STARTED);
        app.clock.advance(Duration.ofDays(1));
        app.until("the time told follows the clock", () -> {
            Instant next = app.loop.supervision().nextRetryAt();
            return next != null && !next.isBefore(app.clock.instant());
        });
        assertThat(app.told.count(EventKind.PROCESS_STARTED)).isEqualTo(starts);
        app.skippedMillis.addAndGet(5_000);
        app.until("it is tried again", () -> app.told.count(EventKind.PROCESS_STARTED) > starts);
    }
}
