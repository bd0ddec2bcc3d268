package io.globohub.agent.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.agent.deploy.StepOutcome;
import io.globohub.agent.deploy.StepOutcome.Done;
import io.globohub.agent.deploy.StepOutcome.Failed;
import io.globohub.agent.port.PortCheck;
import io.globohub.agent.port.SocketTable;
import io.globohub.common.disk.CrashPoint;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.pack.PackLimits;
import io.globohub.common.state.Reason;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstallFaultsTest {
    @TempDir
    Path root;

    private TestHost host;
    private Manifest target;

    @BeforeEach
    void push() throws Exception {
        host = new TestHost(root, CrashPoint.NONE);
        target = host.push("1.0", Map.of("app.py", "x".repeat(3_000), "requirements.txt", "gunicorn\n"));
    }

    private StepOutcome reserve() throws InterruptedException {
        return host.steps().get(0).run(host.context(target, "d"));
    }

    private StepOutcome fetch() throws InterruptedException {
        return host.steps().get(1).run(host.context(target, "d"));
    }

    private static void assertFailed(StepOutcome outcome, Reason reason, boolean transientFault) {
        assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.failure().reason()).isEqualTo(reason);
            assertThat(failed.transientFault()).isEqualTo(transientFault);
        });
    }

    @Test
    void aFullDiskIsRefusedBeforeAnythingIsFetched() throws Exception {
        host.freeSpace = path -> new FreeSpace.Room(1_000_000, 1_000_000);

        assertThat(reserve()).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.failure().reason()).isEqualTo(Reason.DISK_FULL);
            assertThat(failed.failure().detail()).contains("are needed on the filesystem of " + host.layout.install());
            assertThat(failed.failure().detail()).endsWith("1000000 (1.0 MiB) are free");
        });
    }

    @Test
    void aDiskWithoutInodesIsRefused() throws Exception {
        host.freeSpace = path -> new FreeSpace.Room(Long.MAX_VALUE / 4, 3);

        assertThat(reserve())
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.failure().detail())
                                .contains("inodes are needed")
                                .endsWith("3 are free"));
    }

    @Test
    void theRealDiskHasRoomToTell() throws Exception {
        FreeSpace.Room room = new StatFreeSpace(host.commands).on(root);

        assertThat(room.bytes()).isPositive();
        assertThat(room.inodes()).isPositive();
    }

    @Test
    void aPortInUseIsRefusedUnlessOursHoldIt() throws Exception {
        try (ServerSocket socket = new ServerSocket(host.port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(socket.isBound()).isTrue();
            assertFailed(reserve(), Reason.PORT_IN_USE, false);
            Reserve knowing = new Reserve(
                    host.layout,
                    host.venvs,
                    path -> TestHost.PLENTY,
                    new PortCheck(new SocketTable(Path.of("/proc"))),
                    app -> Set.of(ProcessHandle.current().pid()));
            assertThat(knowing.run(host.context(target, "d"))).isInstanceOf(Done.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil.py", "/etc/evil", ".pack/marker.json", "a/../../evil"})
    void aHostilePackIsRefusedAndLeavesNothing(String name) throws Exception {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(zip)) {
            out.putNextEntry(new ZipEntry("app.py"));
            out.write(1);
            out.putNextEntry(new ZipEntry(name));
            out.write(1);
        }
        Manifest hostile = host.pushRaw("6.6", zip.toByteArray());

        List<StepOutcome> outcomes = host.install(hostile, "d");

        assertFailed(outcomes.get(3), Reason.PACK_REJECTED, false);
        assertThat(host.layout.pack(hostile.app(), hostile.version())).doesNotExist();
        assertThat(host.layout.staging().resolve("d/pack")).doesNotExist();
    }

    @Test
    void somethingThatIsNoZipIsRefused() throws Exception {
        Manifest garbage = host.pushRaw("6.6", TestHost.bytes("not a zip at all, but long enough to look for an end"));

        assertFailed(host.install(garbage, "d").get(3), Reason.PACK_REJECTED, false);
    }

    @Test
    void aBombIsRefused() throws Exception {
        Unpack strict = new Unpack(host.layout, new PackLimits(1 << 20, 2_000, 10, 200), host.files);
        fetch();

        assertFailed(strict.run(host.context(target, "d")), Reason.PACK_REJECTED, false);
    }

    @Test
    void aPackWithoutRequirementsIsToldWhatToAdd() throws Exception {
        Manifest bare = host.push("2.0", Map.of("app.py", "app = 1"));

        assertThat(host.install(bare, "d")).last().isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.failure().reason()).isEqualTo(Reason.PACK_REJECTED);
            assertThat(failed.failure().detail())
                    .isEqualTo(
                            "the pack has no 'requirements.txt', but gunicorn has to come from it: add the file with a"
                                    + " line such as gunicorn==20.0.4");
        });
    }

    @Test
    void noRoomForTheEnvironmentIsSaidBeforeItIsBegun() throws Exception {
        int[] asked = {0};
        host.freeSpace = path -> asked[0]++ == 0 ? TestHost.PLENTY : new FreeSpace.Room(10, 1_000_000);

        List<StepOutcome> outcomes = host.install(target, "d");

        assertThat(outcomes).hasSize(5);
        assertFailed(outcomes.get(4), Reason.DISK_FULL, false);
        assertThat(host.layout.venvs()).doesNotExist();
    }
}
