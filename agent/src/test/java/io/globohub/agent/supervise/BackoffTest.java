package io.globohub.agent.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.manifest.RestartPolicy;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void growsWithEveryDeathUpToItsCapWhateverThePolicy() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            int initial = 1 + random.nextInt(100);
            int cap = initial + random.nextInt(5_000);
            RestartPolicy policy = new RestartPolicy(initial, cap, 5, 300, 300);
            double jitter = random.nextDouble();
            long before = 0;
            for (int streak = 0; streak < 100; streak++) {
                long delay = Backoff.delayMillis(policy, streak, jitter);
                assertThat(delay).isBetween(before, cap * 1000L);
                before = delay;
            }
            assertThat(before).as("the cap is reached but for the jitter").isGreaterThanOrEqualTo(cap * 800L);
        }
    }

    @Test
    void firstDeathIsNotWaitedFor() {
        assertThat(Backoff.delayMillis(RestartPolicy.DEFAULT, 0, 0)).isZero();
    }
}
