package io.globohub.agent.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.manifest.Limits;
import org.junit.jupiter.api.Test;

class GroupReadingTest {
    private static final String CPU = "usage_usec 1500000\nuser_usec 1000000\nsystem_usec 500000\n";
    private static final String MEMORY = "anon 60000\nfile 35000\nshmem 5000\ninactive_file 20000\nactive_file 10000\n";

    @Test
    void memoryIsWhatCannotSimplyBeDropped() {
        GroupReading reading = GroupReading.of(CPU, "100000\n", MEMORY);

        assertThat(reading).isEqualTo(new GroupReading(1_500_000, 70_000));
    }

    /** The files are read one after the other, while the app goes on. */
    @Test
    void memoryIsNeverLessThanWhatTheProcessesHold() {
        assertThat(GroupReading.of(CPU, "60000\n", MEMORY).memoryBytes()).isEqualTo(60_000);
    }

    @Test
    void whatCannotBeReadIsNothing() {
        assertThat(GroupReading.of("", "", "")).isEqualTo(new GroupReading(0, 0));
        assertThat(GroupReading.of("usage_usec many\n", "max\n", "anon\n")).isEqualTo(new GroupReading(0, 0));
        assertThat(GroupReading.oomKills("oom_kill -1\n")).isZero();
    }

    @Test
    void onlyEndsAreKillsNotTheTimesALimitWasReached() {
        assertThat(GroupReading.oomKills("low 0\nmax 3\noom 1\noom_kill 2\noom_group_kill 4\n"))
                .isEqualTo(2);
    }

    @Test
    void limitsAreSaidAsTheKernelRepeatsThem() {
        assertThat(KernelWords.of(new Limits(300_000_001L, 1.5)))
                .isEqualTo(new KernelWords("299999232", "150000 100000"));
        assertThat(KernelWords.of(Limits.NONE)).isEqualTo(new KernelWords("max", "max 100000"));
    }
}
