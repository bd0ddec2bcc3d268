package io.globohub.controller.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionConstraintTest {
    /** The order of PEP 440's own examples, and of releases that people got wrong. */
    private static final List<String> ASCENDING = List.of(
            "1.0.dev456",
            "1.0a1",
            "1.0a2.dev456",
            "1.0a12.dev456",
            "1.0a12",
            "1.0b1.dev456",
            "1.0b2",
            "1.0b2.post345.dev456",
            "1.0b2.post345",
            "1.0rc1.dev456",
            "1.0rc1",
            "1.0",
            "1.0+abc.5",
            "1.0.post456.dev34",
            "1.0.post456",
            "1.1.dev1",
            "1.9",
            "1.10",
            "2.2.2",
            "2.2.3rc1",
            "2.2.3",
            "2.10",
            "1!0.1");

    @Test
    void versionsAreInTheOrderOfPep440() {
        List<PythonVersion> shuffled =
                new ArrayList<>(ASCENDING.stream().map(PythonVersion::of).toList());
        Collections.shuffle(shuffled, new Random(1));
        Collections.sort(shuffled);
        assertThat(shuffled).extracting(PythonVersion::toString).isEqualTo(ASCENDING);
    }

    @Test
    void spellingsOfOneVersionAreEqual() {
        assertThat(PythonVersion.of("v1.0.0"))
                .isEqualTo(PythonVersion.of("1"))
                .hasSameHashCodeAs(PythonVersion.of("1"));
        assertThat(PythonVersion.of("1.0-alpha.1")).isEqualTo(PythonVersion.of("1.0a1"));
        assertThat(PythonVersion.of("1.0-1")).isEqualTo(PythonVersion.of("1.0.post1"));
        assertThat(PythonVersion.of("1.0C2")).isEqualTo(PythonVersion.of("1.0rc2"));
    }

    @Test
    void whatPep440DoesNotKnowComesFirst() {
        assertThat(PythonVersion.of("dirty-build")).isLessThan(PythonVersion.of("0.0.1.dev0"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "<2.2.3; 2.2.2; true",
                "<2.2.3; 2.2.3; false",
                "<2.2.3; 2.10.0; false",
                "<2.2.3; 2.2.3rc1; true",
                "<2.10; 2.9; true",
                ">=2,<2.2.3; 2.2.2; true",
                ">=2,<2.2.3; 1.9; false",
                ">=2,<2.2.3; 2; true",
                "==2.2.*; 2.2.14; true",
                "==2.2.*; 2.20; false",
                "==2.2; 2.2.0; true",
                "==2.2; 2.2.0+local.1; true",
                "==2.2+other; 2.2+local.1; false",
                "!=1.1; 1.1.0; false",
                "!=1.*; 2.0; true",
                "~=1.4.2; 1.4.9; true",
                "~=1.4.2; 1.5.0; false",
                "~=1.4; 1.9; true",
                "~=1.4; 2.0; false",
                ">1.7; 1.7.post1; false",
                ">1.7; 1.7.1; true",
                "2.2.3; 2.2.3; true",
                "===dirty-build; dirty-build; true"
            })
    void aConstraintMeansWhatARequirementsFileMeans(String constraint, String version, boolean accepted) {
        assertThat(VersionConstraint.parse(constraint).accepts(version)).isEqualTo(accepted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<", "2.2.3,", "<2.*", "=>2", "~=1", "<no-version", "2 3"})
    void whatCannotBeReadIsRefusedWithAnExample(String constraint) {
        assertThatThrownBy(() -> VersionConstraint.parse(constraint))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("<2.2.3");
    }

    @Test
    void namesAreComparedAsThePackageIndexComparesThem() {
        assertThat(PackageSearch.normal("Zope._Interface")).isEqualTo("zope-interface");
    }
}
