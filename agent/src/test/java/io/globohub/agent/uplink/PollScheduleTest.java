package io.globohub.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PollScheduleTest {
    private final PollSchedule schedule = PollSchedule.DEFAULT;

    @Test
    void forAnyNumberOfFailuresAndAnyChanceThePauseIsWithinItsBounds() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            int failures = random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(100);
            double share = random.nextDouble();
            Duration pause = schedule.afterFailure(failures, share);

            assertThat(pause).isBetween(PollSchedule.SHORTEST, schedule.longestRetry());
            assertThat(schedule.afterFailure(Math.max(failures, 1) + 1, share))
                    .as("the limit grows up to its cap, so at equal chance the pause never shrinks")
                    .isGreaterThanOrEqualTo(schedule.afterFailure(Math.max(failures, 1), share));
            assertThat(schedule.regular(10, share)).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(11));
            assertThat(schedule.afterRefusal(share)).isBetween(Duration.ofSeconds(45), Duration.ofSeconds(75));
            assertThat(schedule.afterNews(share)).isBetween(PollSchedule.SHORTEST, Duration.ofSeconds(1));
            assertThat(schedule.afterNothingNew(share)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(5));
        }
    }

    @Test
    void tenThousandAgentsThatLostOneControllerComeBackSpread() {
        Random random = new Random(7);
        int[] perSecond = new int[31];
        for (int agent = 0; agent < 10_000; agent++) {
            perSecond[(int) schedule.afterFailure(10, random.nextDouble()).toSeconds()]++;
        }

        for (int second = 0; second < 30; second++) {
            assertThat(perSecond[second]).isBetween(200, 500);
        }
    }

    @Test
    void aScheduleThatWouldSpinCannotExist() {
        assertThatThrownBy(() -> new PollSchedule(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
