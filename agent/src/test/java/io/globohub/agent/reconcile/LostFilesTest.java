package io.globohub.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.agent.gunicorn.LiveMaster;
import io.globohub.agent.gunicorn.RealGunicorn;
import io.globohub.agent.process.ProcessId;
import io.globohub.agent.process.Signal;
import io.globohub.common.event.EventKind;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.state.Goal;
import io.globohub.common.state.Phase;
import io.globohub.common.state.Reason;
import io.globohub.testkit.RealParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an app whose files are taken away, or say what is not true. */
class LostFilesTest {
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

    private static void delete(Path directory) {
        assertThat(RealParts.succeeds(List.of("rm", "-rf", directory.toString())))
                .isTrue();
    }

    @Test
    void deletedCurrentIsPutBackWhileTheAppServesOn() throws Exception {
        app.serves();
        LiveMaster master = app.master();
        Path current = app.host.layout.current(RealGunicorn.APP);

        Files.delete(current);
        app.untilTold(Reason.CURRENT_LINK_LOST);
        assertThat(Files.readSymbolicLink(current)).hasToString("PACK1_0");

        Files.delete(current);
        Files.createSymbolicLink(current, Path.of("PACK9"));
        app.until("it is put back again", () -> app.told.count(EventKind.PACK_MODIFIED) == 2);
        assertThat(Files.readSymbolicLink(current)).hasToString("PACK1_0");
        assertThat(app.master().id()).isEqualTo(master.id());
        assertThat(app.answer()).contains("version=1.0");
        assertThat(app.memory.get().dataLossEvents()).isZero();
    }

    @Test
    void appWhoseEnvironmentIsDeletedServesOnAndARestartSaysWhatIsMissing() throws Exception {
        app.host.useAnEnvironmentOfItsOwn(root.resolve("venv"));
        app.serves();
        delete(root.resolve("venv"));

        assertThat(app.answer()).contains("version=1.0");
        app.kill(app.master().id(), Signal.KILL);
        app.untilTold(Reason.VENV_BROKEN);

        assertThat(app.told.last(Reason.VENV_BROKEN).detail())
                .contains("its Python environment is gone or damaged")
                .contains("bin/python");
        app.until("it loops", () -> app.loop.supervision().phase() == Phase.CRASH_LOOP);
        assertThat(app.loop.supervision().failure().detail()).contains("its Python environment is gone");
        assertThat(app.told.count(EventKind.PROCESS_STARTED)).isZero();
    }

    @Test
    void appWhosePackIsDeletedServesOnAndARestartSaysWhatIsMissing() throws Exception {
        Manifest manifest = app.serves("""
                def app(environ, start_response):
                    start_response("200 OK", [])
                    return [b"version=1.0"]
                """, LiveApp.quick());
        Path pack = app.host.layout.pack(RealGunicorn.APP, manifest.version());
        delete(pack);

        assertThat(app.answer()).contains("version=1.0");
        app.kill(app.master().id(), Signal.KILL);
        app.untilTold(Reason.PACK_MODIFIED);
        assertThat(app.told.last(Reason.PACK_MODIFIED).detail()).contains(pack + " is gone");
    }

    @Test
    void deletedRunDirectoryChangesNothingAndARestartedAgentStillFindsItsApp() throws Exception {
        Manifest manifest = app.serves();
        ProcessId master = app.master().id();
        delete(app.host.layout.run());
        app.agentEnds();

        app.agentStarts();
        app.wish(manifest, 1);
        app.awaitServing();

        assertThat(app.master().id()).isEqualTo(master);
        assertThat(app.told.count(EventKind.PROCESS_STARTED)).isZero();
        app.kill(master, Signal.KILL);
        app.until("another master is there", () -> app.told.count(EventKind.PROCESS_STARTED) == 1);
        app.awaitServing();
    }

    @Test
    void foreignProcessWhosePidIsRememberedOrWrittenDownIsNeverSignalled() throws Exception {
        Manifest manifest = app.serves();
        Process foreign = new ProcessBuilder("sleep", "600").start();
        try {
            app.kill(app.master().id(), Signal.KILL);
            app.agentEnds();
            ProcessId real = app.host.table.find(foreign.pid()).orElseThrow().id();
            ProcessId reused = new ProcessId(foreign.pid(), real.startTicks() - 5, real.bootId());
            app.memory.change(record -> record.withMaster(reused));
            lie("master", foreign.pid(), real.startTicks() - 5);
            lie("worker", foreign.pid(), real.startTicks());

            app.agentStarts();
            app.wish(manifest, 1);
            app.awaitServing();
            app.kill(app.master().id(), Signal.KILL);
            app.until("it was started twice", () -> app.told.count(EventKind.PROCESS_STARTED) >= 2);
            app.wish(Goal.STOPPED, manifest, 2);
            app.until("it is stopped", () -> app.told.count(EventKind.APP_STOPPED) == 1);

            assertThat(foreign.isAlive()).isTrue();
        } finally {
            foreign.destroy();
        }
    }

    private void lie(String kind, long pid, long startTicks) throws IOException {
        Files.writeString(
                app.host.layout.appRun(RealGunicorn.APP).resolve(kind + "-" + pid + ".json"),
                "{\"pid\":" + pid + ",\"start_ticks\":" + startTicks + ",\"state\":\"ready\",\"master\":1}");
    }

    @Test
    void garbageInTheRunDirectoryIsOverlooked() throws Exception {
        app.serves();
        LiveMaster master = app.master();
        Files.writeString(app.host.layout.appRun(RealGunicorn.APP).resolve("master-77.json"), "{not json");
        Files.writeString(app.host.layout.appRun(RealGunicorn.APP).resolve("worker-78.json"), "");
        assertThat(app.master().id()).isEqualTo(master.id());
        assertThat(app.host.masters.orphans(RealGunicorn.APP)).isEmpty();
    }

    @Test
    void appServesOnAndIsRestartedWhileTheDiskOfItsLogsIsFull() throws Exception {
        Path logs = root.toRealPath().resolve("log");
        Files.createDirectories(logs);
        boolean mounted =
                RealParts.succeeds(List.of("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", logs.toString()));
        RealParts.require(mounted, "a small filesystem can only be mounted as root");
        try {
            app.serves("""
                    import sys
                    def app(environ, start_response):
                        print("words " * 20000)
                        sys.stdout.flush()
                        sys.stderr.write("more words " * 20000)
                        start_response("200 OK", [])
                        return [b"here"]
                    """, LiveApp.quick());
            LiveMaster master = app.master();
            app.until("the disk is full", () -> {
                app.answer();
                return Files.getFileStore(logs).getUsableSpace() == 0;
            });
            for (int i = 0; i < 20; i++) {
                assertThat(app.answer()).startsWith("HTTP/1.1 200");
            }
            assertThat(app.master().id()).isEqualTo(master.id());
            assertThat(app.master().workers()).hasSize(1);

            app.kill(master.id(), Signal.KILL);
            app.until("another master is there", () -> app.told.count(EventKind.PROCESS_STARTED) == 1);
            app.awaitServing();
            assertThat(app.answer()).startsWith("HTTP/1.1 200");
        } finally {
            app.close();
            assertThat(RealParts.succeeds(List.of("umount", "-l", logs.toString())))
                    .isTrue();
        }
    }

    @Test
    void appIsRestartedWhileTheDiskOfTheAgentsMemoryIsFull() throws Exception {
        Path state = root.toRealPath().resolve("state");
        Files.createDirectories(state);
        boolean mounted =
                RealParts.succeeds(List.of("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", state.toString()));
        RealParts.require(mounted, "a small filesystem can only be mounted as root");
        try {
            app.serves();
            RealParts.succeeds(List.of("dd", "if=/dev/zero", "of=" + state.resolve("filler"), "bs=1k", "count=100"));
            assertThat(Files.getFileStore(state).getUsableSpace()).isZero();

            app.kill(app.master().id(), Signal.KILL);
            app.until("another master is there", () -> app.told.count(EventKind.PROCESS_STARTED) == 1);
            app.awaitServing();
            assertThat(app.memory.get().dataLossEvents()).isEqualTo(1);

            Files.delete(state.resolve("filler"));
            app.kill(app.master().id(), Signal.KILL);
            app.until("the counts are on the disk", () -> app.memoryOnDisk().dataLossEvents() == 2);
        } finally {
            app.close();
            assertThat(RealParts.succeeds(List.of("umount", "-l", state.toString())))
                    .isTrue();
        }
    }
}
