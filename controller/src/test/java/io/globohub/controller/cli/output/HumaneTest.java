package io.globohub.controller.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.globohub.controller.cli.outcome.Nearest;
import io.globohub.controller.cli.shell.Lengths;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumaneTest {
    @ParameterizedTest
    @CsvSource({"0,0s", "59,59s", "60,1m", "125,2m5s", "3600,1h", "3720,1h2m", "90000,1d1h", "8640000,100d", "-5,0s"})
    void durationsHaveTwoUnitsAtMost(long seconds, String said) {
        assertThat(Humane.duration(Duration.ofSeconds(seconds))).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource({"0,0 B", "1023,1023 B", "1536,1.5 KiB", "1073741824,1.0 GiB"})
    void sizesHaveBinaryUnits(long bytes, String said) {
        assertThat(Humane.bytes(bytes)).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource({"90,90", "90s,90", "2m,120", "1h30m,5400", "30d,2592000", "2w,1209600"})
    void lengthsAreReadAsPeopleWriteThem(String text, long seconds) {
        assertThat(Lengths.parse(text)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"''", "h", "1.5h", "-3d", "tomorrow", "3x", "1h30"})
    void otherLengthsAreRefused(String text) {
        assertThatThrownBy(() -> Lengths.parse(text)).hasMessageContaining("not a length of time");
    }

    @Test
    void theNearestWordIsFoundAndAFarOneIsNot() {
        List<String> hosts = List.of("web-01", "web-02", "db-01");
        assertThat(Nearest.to("web01", hosts)).contains("web-01");
        assertThat(Nearest.to("wbe-02", hosts)).contains("web-02");
        assertThat(Nearest.to("DB-01", hosts)).contains("db-01");
        assertThat(Nearest.to("loadbalancer", hosts)).isEmpty();
    }
}
