package io.globohub.controller.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricHourTest {
    private static float[] sample(int minute) {
        return new float[] {minute / 60f, minute * 0.1f, 8e9f - minute, 4e10f};
    }

    @Test
    void whatIsPackedComesBackAndIsSmall() {
        MetricHour hour = new MetricHour();
        for (int minute = 0; minute < 60; minute += 3) {
            hour.set(minute, sample(minute));
        }
        byte[] packed = hour.pack();
        MetricHour back = MetricHour.unpack(packed);
        for (int minute = 0; minute < 60; minute++) {
            for (int column = 0; column < 4; column++) {
                assertThat(Float.valueOf(back.get(column, minute))).isEqualTo(Float.valueOf(hour.get(column, minute)));
            }
        }
        assertThat(back.get(0, 1)).isNaN();
        assertThat(packed).hasSizeLessThan(4 * 60 * 4);
    }

    @Test
    void twoControllersTogetherHaveTheWholeHour() {
        MetricHour one = new MetricHour();
        one.set(1, sample(1));
        MetricHour other = new MetricHour();
        other.set(1, sample(50));
        other.set(2, sample(2));
        one.fillFrom(other);
        assertThat(one.get(0, 1)).isEqualTo(sample(1)[0]);
        assertThat(one.get(0, 2)).isEqualTo(sample(2)[0]);
    }

    @Test
    void whatCannotBeUnpackedIsAnEmptyHour() {
        for (byte[] damaged : new byte[][] {{}, {9}, {1}, {1, 2, 3}}) {
            assertThat(MetricHour.unpack(damaged).get(0, 0)).isNaN();
        }
    }
}
