package io.globohub.common.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusSetTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "200; 200; true",
                "200; 201; false",
                "200-299,404; 204; true",
                "200-299,404; 404; true",
                "200-299,404; 403; false",
                "200-299 , 404; 404; true",
                "200-200; 200; true",
                "500-599; 499; false",
                "500-599; 599; true"
            })
    void itHoldsExactlyWhatItSays(String set, int status, boolean held) {
        assertThat(new StatusSet(set).contains(status)).isEqualTo(held);
    }

    @Test
    void byDefaultWhateverAnswersBelowFiveHundredIsAlive() {
        assertThat(StatusSet.BELOW_500.contains(200)).isTrue();
        assertThat(StatusSet.BELOW_500.contains(404)).isTrue();
        assertThat(StatusSet.BELOW_500.contains(500)).isFalse();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "ok",
                "20",
                "2000",
                "600",
                "099",
                "200-",
                "-200",
                "200-300-400",
                "299-200",
                "200,",
                ",",
                "200,,404",
                "200;404",
                "2xx"
            })
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new StatusSet(text));
    }
}
