package io.globohub.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.agent.group.AppGroups;
import io.globohub.agent.reconcile.UsageMeter;
import io.globohub.agent.report.ProcFiles;
import io.globohub.common.state.Accounting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupUsageTest {
    private static final String UNIT = "system.slice/globohub-agent.service";
    private static final String STAT = "41 (python) S 1 41 41 0 -1 0 0 0 0 0 5 5 0 0 20 0 1 0 100 0 0\n";

    @TempDir
    private Path root;

    private final AtomicLong nanos = new AtomicLong();

    private static void given(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private UsageMeter meter() {
        Path proc = root.resolve("proc");
        ProcFiles files = new ProcFiles(proc, Clock.systemUTC());
        return new GroupUsage(
                AppGroups.take(proc, root.resolve("cgroup")),
                files,
                pid -> Optional.of(new UsageMeter.Usage(9, 9, 9, Accounting.PROC)),
                nanos::get);
    }

    @Test
    void aMasterInItsGroupIsMeasuredByTheKernelAndAnyOtherThroughProc() throws IOException {
        Path unit = root.resolve("cgroup").resolve(UNIT);
        given(root.resolve("proc/self/cgroup"), "0::/" + UNIT + "/agent\n");
        given(root.resolve("cgroup/cgroup.controllers"), "cpu memory\n");
        given(unit.resolve("cgroup.controllers"), "cpu memory\n");
        given(unit.resolve("cgroup.subtree_control"), "");
        given(unit.resolve("app.hog/cgroup.procs"), "41\n");
        given(unit.resolve("app.hog/memory.current"), "5000\n");
        given(unit.resolve("app.hog/cpu.stat"), "usage_usec 1000000\n");
        given(root.resolve("proc/41/cgroup"), "0::/" + UNIT + "/app.hog\n");
        given(root.resolve("proc/41/stat"), STAT);
        given(root.resolve("proc/41/fd/0"), "");
        UsageMeter meter = meter();

        assertThat(meter.measure(41)).hasValue(new UsageMeter.Usage(0, 5000, 1, Accounting.CGROUP));

        nanos.addAndGet(2_000_000_000);
        given(unit.resolve("app.hog/cpu.stat"), "usage_usec 4000000\n");
        assertThat(meter.measure(41)).hasValue(new UsageMeter.Usage(1.5, 5000, 1, Accounting.CGROUP));
        assertThat(meter.measure(42)).hasValue(new UsageMeter.Usage(9, 9, 9, Accounting.PROC));
    }
}
