package io.globohub.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.agent.gunicorn.LiveMaster;
import io.globohub.agent.gunicorn.RealGunicorn;
import io.globohub.agent.process.ProcessEntry;
import io.globohub.agent.process.ProcessId;
import io.globohub.agent.process.Signal;
import io.globohub.common.event.EventKind;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Goal;
import io.globohub.common.state.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an app whose processes are killed. */
class KilledProcessTest {
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

    @Test
    void killedMasterIsReplacedAndItsOrphanedWorkersNoLongerHoldThePort() throws Exception {
        app.serves();
        LiveMaster old = app.master();
        ProcessId orphan = app.worker();

        app.kill(old.id(), Signal.KILL);
        app.until("another master is there", () -> app.told.count(EventKind.PROCESS_STARTED) == 1);
        app.awaitServing();

        assertThat(app.host.table.isAlive(orphan)).isFalse();
        assertThat(app.answer()).contains("count=");
        assertThat(app.told.last(Reason.PROCESS_DIED).detail()).contains("exit code is not known");
        assertThat(app.told.last(Reason.ORPHANS_HOLD_PORT).detail()).contains("1 workers of the dead master");
        assertThat(app.memory.get().dataLossEvents()).isEqualTo(1);
        assertThat(app.told.count(EventKind.DATA_LOST)).isEqualTo(1);
        assertThat(app.memory.get().restarts()).isEqualTo(1);
    }

    @Test
    void masterOfOurOwnThatIsKilledIsSaidToBeKilled() throws Exception {
        app.serves();
        app.kill(app.master().id(), Signal.KILL);
        app.until("our own child is there", () -> app.told.count(EventKind.PROCESS_STARTED) == 1);
        app.awaitServing();

        app.kill(app.master().id(), Signal.KILL);
        app.untilTold(Reason.PROCESS_KILLED);

        Failure killed = app.told.last(Reason.PROCESS_KILLED);
        assertThat(killed.detail()).contains("SIGKILL");
        assertThat(killed.evidence()).anyMatch(line -> line.contains("Booting worker"));
    }

    @Test
    void killedWorkerIsReplacedByItsMasterAndCountsAsALoss() throws Exception {
        app.serves();
        LiveMaster master = app.master();
        ProcessId worker = app.worker();

        app.kill(worker, Signal.KILL);
        app.untilTold(Reason.WORKER_DIED);
        app.until("another worker is there", () -> !app.master().workers().isEmpty());

        assertThat(app.master().id()).isEqualTo(master.id());
        assertThat(app.told.last(Reason.WORKER_DIED).detail()).contains("worker " + worker.pid());
        assertThat(app.memory.get().dataLossEvents()).isEqualTo(1);
        assertThat(app.told.count(EventKind.DATA_LOST)).isEqualTo(1);
        assertThat(app.memory.get().restarts()).isZero();
        assertThat(app.told.count(EventKind.PROCESS_STARTED)).isZero();
    }

    @Test
    void masterThatDiedWhileTheAgentWasAwayIsCountedWhenItReturns() throws Exception {
        Manifest manifest = app.serves();
        app.agentEnds();
        app.killAway(app.master().id());

        app.agentStarts();
        app.wish(manifest, 1);
        app.awaitServing();

        assertThat(app.told.last(Reason.PROCESS_DIED).detail()).contains("while it was not watched");
        assertThat(app.memory.get().dataLossEvents()).isEqualTo(1);
        assertThat(app.memory.get().restarts()).isEqualTo(1);
    }

    @Test
    void appThatRunsOnWhileTheAgentIsAwayIsAdoptedWithoutALoss() throws Exception {
        Manifest manifest = app.serves();
        ProcessId master = app.master().id();
        app.agentEnds();

        app.agentStarts();
        app.wish(manifest, 1);
        app.awaitServing();

        assertThat(app.master().id()).isEqualTo(master);
        assertThat(app.told.count(EventKind.PROCESS_ADOPTED)).isEqualTo(1);
        assertThat(app.memory.get().dataLossEvents()).isZero();
    }

    @Test
    void stoppingAsWishedIsALossButNoRestart() throws Exception {
        Manifest manifest = app.serves();
        app.wish(Goal.STOPPED, manifest, 2);
        app.until("it is stopped", () -> app.told.count(EventKind.APP_STOPPED) == 1);
        app.until("the loss is told", () -> app.told.count(EventKind.DATA_LOST) == 1);

        assertThat(app.host.masters.processes(RealGunicorn.APP)).isEmpty();
        assertThat(app.memory.get().restarts()).isZero();
    }

    @Test
    void processesThatAnAppForksAreNotTakenForOrphans() throws Exception {
        app.serves("""
                import os, sys, time
                child = os.fork()
                if child == 0:
                    time.sleep(600)
                def app(environ, start_response):
                    start_response("200 OK", [])
                    return [str(child).encode()]
                """, LiveApp.quick());
        List<Long> pids = app.host.masters.processes(RealGunicorn.APP).stream()
                .map(ProcessEntry::pid)
                .toList();
        assertThat(pids).hasSize(3);

        assertThat(app.host.masters.orphans(RealGunicorn.APP)).isEmpty();
        app.kill(app.master().id(), Signal.KILL);
        app.until("another master is there", () -> app.told.count(EventKind.PROCESS_STARTED) == 1);
        app.awaitServing();
        assertThat(app.host.masters.processes(RealGunicorn.APP))
                .extracting(ProcessEntry::pid)
                .doesNotContainAnyElementsOf(pids);
    }
}
