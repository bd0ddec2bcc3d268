package io.globohub.common.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {

    @ParameterizedTest
    @CsvSource({"1.0,PACK1_0", "1.4.2,PACK1_4_2", "2026-11,PACK2026-11", "v1.0-rc.1,PACKv1_0-rc_1", "7,PACK7"})
    void everyVersionIsOneDirectoryAndBack(String version, String directory) {
        assertThat(new Version(version).directory()).isEqualTo(directory);
        assertThat(Version.ofDirectory(directory)).isEqualTo(new Version(version));
        assertThat(Version.isDirectory(directory)).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "1_0", "1/0", "../1", ".1", "-1", "1 0", "1.0\n", "é", "1:0", "1+build"})
    void whatCannotBeADirectoryNameIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Version(text))
                .withMessageContaining("version '" + text + "'");
    }

    @Test
    void aVersionHasAtMostSixtyFourCharacters() {
        assertThat(new Version("1".repeat(64)).value()).hasSize(64);
        assertThatIllegalArgumentException().isThrownBy(() -> new Version("1".repeat(65)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"current", "PACK", "pack1_0", "PACK1.0", "PACK1_0.new", ".staging", "PACK_1", "PACK1/0"})
    void otherNamesAreNoVersionsDirectory(String name) {
        assertThat(Version.isDirectory(name)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Version.ofDirectory(name))
                .withMessageContaining(name);
    }

    @Test
    void numbersInsideVersionsAreOrderedByValue() {
        List<String> ordered =
                List.of("0.9", "1", "1.0", "1.2", "1.2.1", "1.9", "1.10", "1.10-rc1", "2.0", "10.0", "a");
        for (int i = 0; i + 1 < ordered.size(); i++) {
            assertThat(new Version(ordered.get(i))).isLessThan(new Version(ordered.get(i + 1)));
        }
    }

    @Test
    void theOrderIsTotalSoThatAnyListCanBeSorted() {
        List<Version> versions = new ArrayList<>();
        for (String a : List.of("9", "10", "1a", "a", "0", "00", "99999999999999999999")) {
            for (String b : List.of("", ".9", ".10", ".1a", "-rc1", ".01")) {
                versions.add(new Version(a + b));
            }
        }
        for (Version a : versions) {
            for (Version b : versions) {
                assertThat(Integer.signum(a.compareTo(b))).isEqualTo(-Integer.signum(b.compareTo(a)));
                assertThat(a.compareTo(b) == 0).as("%s = %s", a, b).isEqualTo(a.equals(b));
                for (Version c : versions) {
                    if (a.compareTo(b) < 0 && b.compareTo(c) < 0) {
                        assertThat(a).isLessThan(c);
                    }
                }
            }
        }
        List<Version> sorted = versions.stream().sorted().toList();
        Collections.shuffle(versions, new Random(7));
        assertThat(versions.stream().sorted()).containsExactlyElementsOf(sorted);
    }
}
