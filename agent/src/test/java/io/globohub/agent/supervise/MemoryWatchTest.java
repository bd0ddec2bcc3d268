package io.globohub.agent.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MemoryWatchTest {
    private static final long LIMIT = 100;

    @Test
    void onePeakIsNotEnough() {
        MemoryWatch watch =
                MemoryWatch.NEW.seen(101, LIMIT, 0).seen(101, LIMIT, 1).seen(100, LIMIT, 2);
        assertThat(watch.seen(101, LIMIT, 3).isExceeded(3)).isFalse();
    }

    @Test
    void zeroIsNoLimit() {
        MemoryWatch watch = MemoryWatch.NEW;
        for (int i = 0; i < 10; i++) {
            watch = watch.seen(Long.MAX_VALUE, 0, i);
        }
        assertThat(watch.isExceeded(100)).isFalse();
    }

    @Test
    void measuresOnlyAsOftenAsItsPause() {
        MemoryWatch watch = MemoryWatch.NEW.seen(1, LIMIT, 1_000);
        assertThat(watch.isDue(1_000 + MemoryWatch.LOOK_MILLIS - 1)).isFalse();
        assertThat(watch.isDue(1_000 + MemoryWatch.LOOK_MILLIS)).isTrue();
    }

    @Test
    void neverHandsOverMoreOftenThanItsIntervalWhateverIsMeasured() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            MemoryWatch watch = MemoryWatch.NEW;
            List<Long> handOvers = new ArrayList<>();
            long now = 0;
            for (int i = 0; i < 2_000; i++) {
                now += random.nextInt(20_000);
                if (watch.isDue(now)) {
                    watch = watch.seen(random.nextInt(5) == 0 ? 1 : 200, LIMIT, now);
                }
                if (watch.isExceeded(now)) {
                    watch = watch.handedOver(now);
                    handOvers.add(now);
                }
            }
            assertThat(handOvers).hasSizeGreaterThan(1);
            for (int i = 1; i < handOvers.size(); i++) {
                assertThat(handOvers.get(i) - handOvers.get(i - 1))
                        .isGreaterThanOrEqualTo(MemoryWatch.MIN_INTERVAL_MILLIS);
            }
        }
    }
}
