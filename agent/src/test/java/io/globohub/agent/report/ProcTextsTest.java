package io.globohub.agent.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcTextsTest {
    private static final String STAT = "42 (gunicorn: master [a) b]) S 1 42 42 0 -1 4194560 9136 0 0 0 "
            + "150 50 700 300 20 0 1 0 123456 104857600 6400 18446744073709551615 1 1 0\n";

    @Test
    void processorTimeIsOfAllCoresAndWaitingIsNotWork() {
        CpuTimes before =
                CpuTimes.parse("cpu  100 0 100 800 0 0 0 0 0 0\ncpu0 50 0 50 400 0 0 0 0 0 0\ncpu1 5 0 5 4 0\n");
        CpuTimes after = CpuTimes.parse("cpu  130 10 110 930 20 0 0 0 30 0\ncpu0 1 0 1 1\ncpu1 1 0 1 1\n");

        assertThat(before.cpus()).isEqualTo(2);
        assertThat(after.ratioSince(before)).isEqualTo(0.25, within(1e-9));
        assertThat(after.ratioSince(after)).isZero();
        assertThat(before.ratioSince(after)).isZero();
    }

    @Test
    void loadMemoryAndPressureAreReadAsTheKernelWritesThem() {
        assertThat(LoadAverage.parse("0.52 1.25 10.00 3/412 99\n")).isEqualTo(new LoadAverage(0.52, 1.25, 10));
        assertThat(ProcText.fields("MemTotal:       2048 kB\nMemAvailable:   1024 kB\nHugePages_Total:       7\n"))
                .containsEntry("MemTotal", 2_097_152L)
                .containsEntry("MemAvailable", 1_048_576L)
                .containsEntry("HugePages_Total", 7L);
        assertThat(PressureStall.someRatio(
                        "some avg10=12.50 avg60=1.00 avg300=0.10 total=5\nfull avg10=99.00 avg60=0 avg300=0 total=1\n"))
                .hasValue(0.125);
    }

    @Test
    void aProcessIsReadWhateverItsNameHolds() {
        ProcessStat stat = ProcessStat.parse(STAT).orElseThrow();

        assertThat(stat).isEqualTo(new ProcessStat(42, "gunicorn: master [a) b]", 'S', 1, 42, 42, 123_456, 200, 1_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "cpu", "cpu x y z", "garbage ( ) here", "x (a) S", "x (a) S b c", ")(", "avg10="})
    void nonsenseGivesNothingAndNeverFails(String text) {
        assertThat(CpuTimes.parse(text)).isEqualTo(CpuTimes.UNKNOWN);
        assertThat(LoadAverage.parse(text)).isEqualTo(new LoadAverage(0, 0, 0));
        assertThat(PressureStall.someRatio(text)).isEmpty();
        assertThat(ProcessStat.parse(text)).isEmpty();
        assertThat(ProcText.fields(text)).isEmpty();
        assertThat(DfInodeCount.parse(text)).isEqualTo(InodeCount.Inodes.UNKNOWN);
    }

    @Test
    void inodesAreReadAsDfPrintsThem() {
        assertThat(DfInodeCount.parse(" Inodes  IFree\n6553600 5000000\n"))
                .isEqualTo(new InodeCount.Inodes(6_553_600, 5_000_000));
        assertThat(DfInodeCount.parse("Inodes IFree\n     -     -\n")).isEqualTo(InodeCount.Inodes.UNKNOWN);
        assertThat(DfInodeCount.parse("Inodes IFree\n     0     0\n")).isEqualTo(InodeCount.Inodes.UNKNOWN);
    }

    @Test
    void theTreeBelowAMasterHoldsItsWorkersAndTheirsAndNoOthers() {
        ProcessTable table = new ProcessTable(List.of(
                process(1, 0), process(10, 1), process(11, 10), process(12, 10), process(13, 12), process(20, 1)));

        assertThat(table.treeOf(10)).extracting(ProcessStat::pid).containsExactlyInAnyOrder(10L, 11L, 12L, 13L);
        assertThat(table.childrenOf(10)).extracting(ProcessStat::pid).containsExactlyInAnyOrder(11L, 12L);
        assertThat(table.treeOf(99)).isEmpty();
    }

    @Test
    void aTableThatRunsInACircleIsWalkedOnce() {
        assertThat(new ProcessTable(List.of(process(5, 6), process(6, 5))).treeOf(5))
                .hasSize(2);
    }

    @Test
    void processorShareIsOfOneCoreAndOnlyBetweenSamplesOfOneProcess() {
        Instant at = Instant.parse("2026-01-01T00:00:00Z");
        ProcessUsage first = new ProcessUsage(at, 42, 7, 2, 100, 0, 0);
        ProcessUsage later = new ProcessUsage(at.plusSeconds(10), 42, 7, 2, 1_600, 0, 0);
        ProcessUsage another = new ProcessUsage(at.plusSeconds(20), 42, 8, 2, 5_000, 0, 0);

        assertThat(later.cpuRatioSince(first)).isEqualTo(1.5, within(1e-9));
        assertThat(another.cpuRatioSince(later)).isZero();
        assertThat(first.cpuRatioSince(later)).isZero();
        assertThat(first.cpuRatioSince(null)).isZero();
    }

    @Test
    void theHostIsNamedForPeopleAndForControllers() {
        assertThat(HostFacts.os("ID=debian\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n", "amd64"))
                .isEqualTo("Debian GNU/Linux 12 (bookworm) (amd64)");
        assertThat(HostFacts.os("", "amd64")).isEqualTo("Linux (amd64)");
        assertThat(HostFacts.hostName("Web_01.example.net\n")).contains("web-01.example.net");
        assertThat(HostFacts.hostName("---\n")).isEmpty();
    }

    private static ProcessStat process(long pid, long parent) {
        return new ProcessStat(pid, "p", 'S', parent, pid, pid, 0, 0, 0);
    }
}
