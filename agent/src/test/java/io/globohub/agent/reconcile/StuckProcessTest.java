package io.globohub.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.agent.gunicorn.LiveMaster;
import io.globohub.agent.gunicorn.RealGunicorn;
import io.globohub.agent.process.ProcessEntry;
import io.globohub.agent.process.ProcessId;
import io.globohub.common.event.EventKind;
import io.globohub.common.manifest.SettingsPatch;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Reason;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an app whose processes are there but do not run. */
class StuckProcessTest {
    /** Hangs for ever at the request {@code /hang}, so that its one worker answers nothing else. */
    private static final String HANGING = """
            import time
            def app(environ, start_response):
                if environ["PATH_INFO"] == "/hang":
                    while True:
                        time.sleep(1)
                start_response("200 OK", [])
                return [b"here"]
            """;

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

    private void hang() {
        Thread client = new Thread(() -> {
            try {
                io.globohub.agent.gunicorn.Load.get(app.port, "/hang");
            } catch (IOException expected) {
                // its connection ends with the worker
            }
        });
        client.setDaemon(true);
        client.start();
    }

    @Test
    void stoppedMasterIsLetRunOnWithoutALoss() throws Exception {
        app.serves();
        LiveMaster master = app.master();

        app.send("STOP", master.id());
        app.untilTold(Reason.PROCESS_STOPPED);

        app.until(
                "it runs",
                () -> !app.host
                        .table
                        .find(master.id())
                        .map(ProcessEntry::isStopped)
                        .orElse(true));
        assertThat(app.told.last(Reason.PROCESS_STOPPED).detail()).contains("the master " + master.pid());
        assertThat(app.master().id()).isEqualTo(master.id());
        assertThat(app.memory.get().dataLossEvents()).isZero();
    }

    @Test
    void stoppedWorkerIsLetRunOnWithoutALoss() throws Exception {
        app.serves(
                RealGunicorn.app("1.0"),
                LiveApp.quick(settings -> new SettingsPatch(
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
                                null,
                                new SettingsPatch.ProbePatch(null, null, null, null, null, null, 20),
                                null,
                                null,
                                null,
                                null,
                                null)
                        .applyTo(settings)));
        ProcessId worker = app.worker();

        app.send("STOP", worker);
        app.untilTold(Reason.PROCESS_STOPPED);
        app.awaitServing();

        assertThat(app.told.last(Reason.PROCESS_STOPPED).detail()).contains("worker " + worker.pid());
        assertThat(app.worker()).isEqualTo(worker);
        assertThat(app.answer()).contains("version=1.0");
        assertThat(app.memory.get().dataLossEvents()).isZero();
    }

    @Test
    void hungWorkerIsReplacedByItsMasterAndCountsAsALoss() throws Exception {
        app.serves(
                HANGING,
                LiveApp.quick(settings -> new SettingsPatch(
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                2,
                                null,
                                null,
                                null,
                                null,
                                new SettingsPatch.ProbePatch(null, null, null, null, null, null, 30),
                                null,
                                null,
                                null,
                                null,
                                null)
                        .applyTo(settings)));
        LiveMaster master = app.master();
        ProcessId worker = app.worker();

        hang();
        app.untilTold(Reason.WORKER_TIMEOUT);
        app.awaitServing();

        Failure hung = app.told.last(Reason.WORKER_TIMEOUT);
        assertThat(hung.detail()).contains("worker " + worker.pid() + " hung");
        assertThat(hung.evidence()).anyMatch(line -> line.contains("WORKER TIMEOUT (pid:" + worker.pid() + ")"));
        assertThat(app.master().id()).isEqualTo(master.id());
        assertThat(app.memory.get().dataLossEvents()).isEqualTo(1);
    }

    @Test
    void appThatAnswersNothingIsReplacedByTheAgent() throws Exception {
        app.serves(HANGING, LiveApp.quick());
        LiveMaster master = app.master();

        hang();
        app.untilTold(Reason.PROCESS_STUCK);
        app.until("another master is there", () -> app.told.count(EventKind.PROCESS_STARTED) == 1);
        app.awaitServing();

        assertThat(app.told.last(Reason.PROCESS_STUCK).detail())
                .contains("3 bad probes in a row")
                .contains("no answer within 1 s");
        assertThat(app.host.table.isAlive(master.id())).isFalse();
        assertThat(app.memory.get().dataLossEvents()).isEqualTo(1);
    }

    @Test
    void appThatAnswersWithErrorsIsReplacedForAnotherReason() throws Exception {
        app.serves("""
                COUNT = [0]
                def app(environ, start_response):
                    COUNT[0] += 1
                    start_response("200 OK" if COUNT[0] < 6 else "500 Oh", [])
                    return [b"answer"]
                """, LiveApp.quick());

        app.untilTold(Reason.PROBE_FAILED);
        app.until("another master is there", () -> app.told.count(EventKind.PROCESS_STARTED) >= 1);

        assertThat(app.told.last(Reason.PROBE_FAILED).detail()).contains("answered 500");
        assertThat(app.told.count(EventKind.LIVENESS_FAILED)).isPositive();
    }
}
