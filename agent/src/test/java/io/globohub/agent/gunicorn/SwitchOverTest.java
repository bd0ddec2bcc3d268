package io.globohub.agent.gunicorn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.globohub.agent.gunicorn.SwitchOver.Result;
import io.globohub.agent.process.ProcessId;
import io.globohub.agent.process.Signal;
import io.globohub.common.json.CanonicalJson;
import io.globohub.common.manifest.BindAddress;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.SettingsPatch;
import io.globohub.common.state.Reason;
import io.globohub.testkit.RealParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwitchOverTest {
    @TempDir
    Path root;

    private RealGunicorn host;
    private int port;

    @BeforeEach
    void prepare() throws IOException {
        host = new RealGunicorn(root, "20.0.4");
        port = RealParts.freePort();
    }

    @AfterEach
    void leaveNoProcess() {
        host.close();
        assertThat(host.masters.processes(RealGunicorn.APP)).isEmpty();
    }

    private LiveMaster serving(Result result) {
        assertThat(result).isInstanceOf(Result.Serving.class);
        return ((Result.Serving) result).master();
    }

    private LiveMaster start(Manifest manifest) throws InterruptedException {
        return serving(host.switchOver.bring(manifest, Optional.empty(), Optional.empty()));
    }

    @Test
    void newVersionTakesOverWithoutAFailedRequestAndIsSealedToItsRelease() throws Exception {
        Manifest one = host.release("1.0", RealGunicorn.app("1.0"), port, RealGunicorn.env(Map.of("OLD_ONLY", "1")));
        Manifest two = host.release("1.1", RealGunicorn.app("1.1"), port, RealGunicorn.env(Map.of("NEW_ONLY", "2")));
        ProcessId old = start(one).id();

        int sent;
        List<String> failures;
        try (Load load = new Load(port, 3)) {
            LiveMaster master = serving(host.switchOver.bring(two, Optional.of(one), Optional.of(old)));
            assertThat(master.manifest()).isEqualTo(CanonicalJson.idOf(two));
            failures = load.failures();
            sent = load.sent();
        }

        assertThat(failures).isEmpty();
        assertThat(sent).isGreaterThan(50);
        assertThat(host.table.isAlive(old)).isFalse();
        assertThat(Load.get(port, "/"))
                .contains("version=1.1")
                .contains("NEW_ONLY=2")
                .doesNotContain("OLD_ONLY")
                .doesNotContain("GUNICORN_PID")
                .contains("cwd=" + host.layout.pack(RealGunicorn.APP, two.version()));
    }

    @Test
    void releaseThatDiesAtImportLeavesTheOldOneServingWithoutAFailedRequest() throws Exception {
        Manifest one = host.release("1.0", RealGunicorn.app("1.0"), port);
        Manifest broken = host.release("1.2", "raise RuntimeError('dies at import')", port);
        ProcessId old = start(one).id();

        List<String> failures;
        Result result;
        try (Load load = new Load(port, 2)) {
            result = host.switchOver.bring(broken, Optional.of(one), Optional.of(old));
            failures = load.failures();
        }

        assertThat(failures).isEmpty();
        assertThat(result).isInstanceOfSatisfying(Result.NotServing.class, not -> {
            assertThat(not.failure().reason()).isEqualTo(Reason.BOOT_FAILED);
            assertThat(not.failure().detail()).contains("RuntimeError: dies at import");
            assertThat(String.join("\n", not.failure().evidence())).contains("dies at import");
        });
        assertThat(host.table.isAlive(old)).isTrue();
        assertThat(Files.readSymbolicLink(host.layout.current(RealGunicorn.APP)))
                .hasToString("PACK1_0");
        assertThat(Load.get(port, "/")).contains("version=1.0");
    }

    @Test
    void releaseThatNeverLoadsIsGivenUpAfterItsStartupTime() throws Exception {
        Manifest one = host.release("1.0", RealGunicorn.app("1.0"), port);
        Manifest slow = host.release(
                "1.3",
                "import time\ntime.sleep(3600)",
                port,
                settings -> new SettingsPatch(
                                null, null, null, null, null, null, null, null, 2, null, null, null, null, null, null,
                                null, null)
                        .applyTo(settings));
        ProcessId old = start(one).id();

        Result result = host.switchOver.bring(slow, Optional.of(one), Optional.of(old));

        assertThat(result)
                .isInstanceOfSatisfying(
                        Result.NotServing.class,
                        not -> assertThat(not.failure().reason()).isEqualTo(Reason.STARTUP_TIMEOUT));
        assertThat(Load.get(port, "/")).contains("version=1.0");
        assertThat(host.masters.find(RealGunicorn.APP)).hasSize(1);
    }

    @Test
    void firstStartThatFailsLeavesNothingRunning() throws Exception {
        Manifest broken = host.release("1.2", "raise RuntimeError('dies at import')", port);

        Result result = host.switchOver.bring(broken, Optional.empty(), Optional.empty());

        assertThat(result)
                .isInstanceOfSatisfying(
                        Result.NotServing.class,
                        not -> assertThat(not.failure().reason()).isEqualTo(Reason.BOOT_FAILED));
        assertThat(host.masters.processes(RealGunicorn.APP)).isEmpty();
    }

    @Test
    void otherAddressesAreTakenOverWithoutAFailedRequestOnTheCommonOne() throws Exception {
        int second = RealParts.freePort();
        int third = RealParts.freePort();
        Manifest one = host.release(
                "1.0",
                RealGunicorn.app("1.0"),
                port,
                settings -> SettingsPatch.bind(
                                List.of(new BindAddress("127.0.0.1", port), new BindAddress("127.0.0.1", second)))
                        .applyTo(settings));
        Manifest two = host.release(
                "1.1",
                RealGunicorn.app("1.1"),
                port,
                settings -> SettingsPatch.bind(
                                List.of(new BindAddress("127.0.0.1", third), new BindAddress("127.0.0.1", port)))
                        .applyTo(settings));
        ProcessId old = start(one).id();
        assertThat(Load.get(second, "/")).contains("version=1.0");

        List<String> failures;
        try (Load load = new Load(port, 2)) {
            serving(host.switchOver.bring(two, Optional.of(one), Optional.of(old)));
            failures = load.failures();
        }

        assertThat(failures).isEmpty();
        assertThat(Load.get(port, "/")).contains("version=1.1");
        assertThat(Load.get(third, "/")).contains("version=1.1");
        assertThat(host.table.find(old)).isEmpty();
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> Load.get(second, "/"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void rightAfterATakeOverItCanBeTakenBack() throws Exception {
        Manifest one = host.release("1.0", RealGunicorn.app("1.0"), port);
        Manifest two = host.release("1.1", RealGunicorn.app("1.1"), port);
        ProcessId first = start(one).id();
        ProcessId second = serving(host.switchOver.bring(two, Optional.of(one), Optional.of(first)))
                .id();

        List<String> failures;
        try (Load load = new Load(port, 2)) {
            serving(host.switchOver.bring(one, Optional.of(two), Optional.of(second)));
            failures = load.failures();
        }

        assertThat(failures).isEmpty();
        assertThat(Load.get(port, "/")).contains("version=1.0");
        assertThat(host.masters.find(RealGunicorn.APP)).hasSize(1);
    }

    @Test
    void interruptedHandOverIsFinishedFromTheProcessesThatAreThere() throws Exception {
        Manifest one = host.release("1.0", RealGunicorn.app("1.0"), port);
        Manifest two = host.release("1.1", RealGunicorn.app("1.1"), port);
        ProcessId old = start(one).id();
        host.launcher.pointAt(two);
        host.table.signal(old, Signal.USR2);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> host.masters.find(RealGunicorn.APP).size() == 2);

        LiveMaster master = serving(host.switchOver.bring(two, Optional.of(one), Optional.of(old)));

        assertThat(master.manifest()).isEqualTo(CanonicalJson.idOf(two));
        assertThat(host.masters.find(RealGunicorn.APP)).hasSize(1);
    }

    @Test
    void orphanedWorkersOfAKilledMasterAreFoundAndEnded() throws Exception {
        Manifest one = host.release("1.0", RealGunicorn.app("1.0"), port);
        LiveMaster master = start(one);
        host.table.signal(master.id(), Signal.KILL);
        await().until(() -> !host.table.isAlive(master.id()));

        assertThat(host.masters.find(RealGunicorn.APP)).isEmpty();
        assertThat(host.masters.orphans(RealGunicorn.APP)).hasSize(1);
        assertThat(host.stopper.endOrphans(RealGunicorn.APP)).isEqualTo(1);
        LiveMaster next = start(one);
        assertThat(next.pid()).isNotEqualTo(master.pid());
    }

    @Test
    void processesAreRecognisedWithoutAnyFileInTheRunDirectory() throws Exception {
        Manifest one = host.release("1.0", RealGunicorn.app("1.0"), port);
        LiveMaster master = start(one);
        RealParts.succeeds(List.of("rm", "-rf", host.layout.run().toString()));

        assertThat(host.masters.find(RealGunicorn.APP))
                .singleElement()
                .satisfies(found -> assertThat(found.id()).isEqualTo(master.id()));
        Files.createDirectories(host.layout.appRun(RealGunicorn.APP));
    }
}
