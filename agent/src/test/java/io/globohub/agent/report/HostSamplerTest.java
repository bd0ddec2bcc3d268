package io.globohub.agent.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.globohub.agent.exec.CommandRunner;
import io.globohub.agent.exec.SessionCommandRunner;
import io.globohub.common.state.HostMetrics;
import io.globohub.common.time.Sleeper;
import io.globohub.testkit.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostSamplerTest {
    private static final CommandRunner COMMANDS = new SessionCommandRunner(System.getenv(), Sleeper.real());

    private static final InodeCount NO_INODES = mount -> InodeCount.Inodes.UNKNOWN;

    @TempDir
    Path directory;

    private final TestClock clock = TestClock.start();

    @Test
    void thisVeryHostIsReadPlausibly() {
        HostMetrics metrics = new HostSampler(
                        new ProcFiles(Path.of("/proc"), clock),
                        new Filesystems(List.of(directory), new DfInodeCount(COMMANDS, Duration.ofSeconds(10)), clock),
                        clock)
                .sample();

        assertThat(metrics.at()).isEqualTo(clock.instant());
        assertThat(metrics.cpus()).isPositive();
        assertThat(metrics.cpuRatio()).isBetween(0.0, 1.0);
        assertThat(metrics.memoryAvailableBytes()).isBetween(1L, metrics.memoryTotalBytes());
        assertThat(metrics.agentRssBytes()).isGreaterThan(10_000_000);
        assertThat(metrics.agentCpuSeconds()).isPositive();
        assertThat(metrics.filesystems()).singleElement().satisfies(filesystem -> {
            assertThat(directory.toRealPath().toString()).startsWith(filesystem.mount());
            assertThat(filesystem.availableBytes()).isBetween(0L, filesystem.totalBytes());
            assertThat(filesystem.totalInodes()).isGreaterThanOrEqualTo(-1);
        });
    }

    @Test
    void aHostThatHidesEverythingGivesZerosAndNoException() {
        Path hidden = directory.resolve("no-proc");
        HostMetrics metrics = new HostSampler(
                        new ProcFiles(hidden, clock), new Filesystems(List.of(), NO_INODES, clock), clock)
                .sample();

        assertThat(metrics.memoryTotalBytes()).isZero();
        assertThat(metrics.pressure()).isNull();
        assertThat(metrics.cpuRatio()).isZero();
        assertThat(metrics.filesystems()).isEmpty();
        assertThat(new ProcFiles(hidden, clock).processes().treeOf(1)).isEmpty();
        assertThat(new ProcFiles(hidden, clock).openFds(1)).isEqualTo(-1);
    }

    @Test
    void theProcessorShareIsOfTheTimeSinceTheSampleBefore() throws IOException {
        Files.writeString(directory.resolve("stat"), "cpu  0 0 0 100 0 0 0 0\ncpu0 0 0 0 100 0\n");
        HostSampler sampler =
                new HostSampler(new ProcFiles(directory, clock), new Filesystems(List.of(), NO_INODES, clock), clock);
        Files.writeString(directory.resolve("stat"), "cpu  50 0 0 150 0 0 0 0\ncpu0 50 0 0 150 0\n");

        assertThat(sampler.sample().cpuRatio()).isEqualTo(0.5);
        assertThat(sampler.sample().cpuRatio()).isZero();
    }

    @Test
    void rootsOfOneFilesystemAreOneAndInodesAreCountedOnceAMinute() {
        AtomicInteger counted = new AtomicInteger();
        Filesystems filesystems = new Filesystems(
                List.of(directory, directory.resolve("a/b/not/yet")),
                mount -> new InodeCount.Inodes(100, counted.incrementAndGet()),
                clock);

        assertThat(filesystems.read())
                .singleElement()
                .satisfies(one -> assertThat(one.availableInodes()).isEqualTo(1));
        clock.advance(Duration.ofSeconds(59));
        assertThat(filesystems.read().get(0).availableInodes()).isEqualTo(1);
        clock.advance(Duration.ofSeconds(1));
        assertThat(filesystems.read().get(0).availableInodes()).isEqualTo(2);
    }

    @Test
    void aDfThatHangsIsKilled() {
        List<String> hangs = List.of("sh", "-c", "exec sleep 300", "df");

        assertThat(new DfInodeCount(COMMANDS, hangs, Duration.ofMillis(300)).of(directory))
                .isEqualTo(InodeCount.Inodes.UNKNOWN);

        await().until(() -> ProcessHandle.current()
                .children()
                .noneMatch(child -> child.info().command().orElse("").endsWith("sleep")));
    }

    @Test
    void aMountThatIsNoneHasUnknownInodes() {
        assertThat(new DfInodeCount(COMMANDS, Duration.ofSeconds(5)).of(directory.resolve("gone")))
                .isEqualTo(InodeCount.Inodes.UNKNOWN);
    }

    @Test
    void aRealProcessTreeIsMeasured() throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", "sleep 60 & sleep 60 & wait").start();
        try {
            ProcFiles proc = new ProcFiles(Path.of("/proc"), Clock.systemUTC());
            await().until(() -> proc.processes().childrenOf(shell.pid()).size() == 2);

            ProcessUsage usage = proc.usage(proc.processes(), shell.pid()).orElseThrow();

            assertThat(usage.workers()).isEqualTo(2);
            assertThat(usage.rssBytes()).isGreaterThan(500_000);
            assertThat(usage.openFds()).isGreaterThanOrEqualTo(9);
            assertThat(proc.process(shell.pid()).orElseThrow().startTicks()).isEqualTo(usage.startTicks());
        } finally {
            shell.descendants().forEach(ProcessHandle::destroyForcibly);
            shell.destroyForcibly();
        }
    }
}
