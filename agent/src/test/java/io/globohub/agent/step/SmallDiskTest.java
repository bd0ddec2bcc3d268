package io.globohub.agent.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.agent.deploy.StepOutcome;
import io.globohub.agent.deploy.StepOutcome.Done;
import io.globohub.agent.deploy.StepOutcome.Failed;
import io.globohub.common.disk.CrashPoint;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.state.Reason;
import io.globohub.testkit.RealParts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A filesystem of four mebibytes and two hundred inodes, really mounted. */
class SmallDiskTest {
    @TempDir
    Path root;

    private TestHost host;
    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        host = new TestHost(root, CrashPoint.NONE);
        host.freeSpace = new StatFreeSpace(host.commands);
        Files.createDirectories(host.layout.install());
        mounted = RealParts.succeeds(List.of(
                "mount",
                "-t",
                "tmpfs",
                "-o",
                "size=4m,nr_inodes=200",
                "globohub-test",
                host.layout.install().toString()));
        RealParts.require(mounted, "a small filesystem cannot be mounted: that takes root and the right to mount");
    }

    @AfterEach
    void unmount() {
        if (mounted) {
            assertThat(RealParts.succeeds(
                            List.of("umount", host.layout.install().toString())))
                    .isTrue();
        }
    }

    private StepOutcome step(int index, Manifest target) throws InterruptedException {
        return host.steps().get(index).run(host.context(target, "d"));
    }

    private static String noise(int bytes) {
        byte[] random = new byte[bytes / 2];
        new Random(1).nextBytes(random);
        return java.util.HexFormat.of().formatHex(random);
    }

    @Test
    void whatDoesNotFitIsRefusedBeforeItsFirstByteWithNeededAndFree() throws Exception {
        Manifest tooLarge = host.push("1.0", Map.of("big.txt", noise(5_000_000)));
        long free = Files.getFileStore(host.layout.install()).getUsableSpace();

        StepOutcome outcome = step(0, tooLarge);

        assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.failure().reason()).isEqualTo(Reason.DISK_FULL);
            assertThat(failed.failure().detail())
                    .matches("\\d+ bytes \\([\\d.]+ MiB\\) are needed on the filesystem of .*, " + free
                            + " \\(4\\.0 MiB\\) are free");
        });
        assertThat(host.layout.install()).isEmptyDirectory();
    }

    @Test
    void aDiskThatFillsUpMeanwhileIsSaidAndMadeGoodWhenThereIsRoomAgain() throws Exception {
        Manifest target = host.push("1.0", Map.of("app.py", noise(600_000)));
        assertThat(step(1, target)).isInstanceOf(Done.class);
        assertThat(step(2, target)).isInstanceOf(Done.class);
        Path filler = host.layout.install().resolve("filler");
        Files.write(
                filler, new byte[(int) Files.getFileStore(host.layout.install()).getUsableSpace() - 100_000]);

        assertThat(step(3, target)).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.failure().reason()).isEqualTo(Reason.DISK_FULL);
            assertThat(failed.failure().detail()).startsWith("the disk became full meanwhile");
        });
        assertThat(host.releases.installed(target.app())).isEmpty();

        Files.delete(filler);
        assertThat(step(3, target)).isInstanceOf(Done.class);
    }

    @Test
    void aDiskWithTooFewInodesIsRefusedWithNeededAndFree() throws Exception {
        Map<String, String> many = new java.util.TreeMap<>();
        for (int i = 0; i < 300; i++) {
            many.put("f" + i, "");
        }
        Manifest tooMany = host.push("1.0", many);
        // so that only this pack counts, not the environment it needs
        host.freeSpace = path -> new FreeSpace.Room(
                Long.MAX_VALUE / 4, new StatFreeSpace(host.commands).on(path).inodes());

        assertThat(step(0, tooMany)).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.failure().reason()).isEqualTo(Reason.DISK_FULL);
            assertThat(failed.failure().detail())
                    .matches("\\d+ inodes are needed on the filesystem of .*, 1\\d\\d are free");
        });
    }
}
