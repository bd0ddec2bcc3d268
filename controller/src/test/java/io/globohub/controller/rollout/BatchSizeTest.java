package io.globohub.controller.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchSizeTest {
    @ParameterizedTest
    @CsvSource({"3, 10, 3", "25%, 10, 3", "25%, 4, 1", "25%, 1, 1", "1%, 3, 1", "100%, 7, 7", "50%, 0, 1"})
    void aShareIsRoundedUpAndNeverNothing(String text, int hosts, int expected) {
        assertThat(new BatchSize(text).of(hosts)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "0%", "101%", "many", "2.5", "25 %", "9999999"})
    void whatIsNoNumberAndNoShareIsRefused(String text) {
        assertThatThrownBy(() -> new BatchSize(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("batch '" + text + "'");
    }
}
