package io.globohub.common.build;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BuildTest {
    @Test
    void aProgramAlwaysHasAVersion() {
        assertThat(Build.ofThis().version()).isNotBlank().doesNotContain("$");
    }

    @Test
    void peopleReadTheCommitInShort() {
        assertThat(new Build("0.1.0", "3f9c2a5d0b1e77aa", "2026-11-01T00:00:00Z"))
                .hasToString("0.1.0 (commit 3f9c2a5d0b1e of 2026-11-01T00:00:00Z)");
    }

    @Test
    void whatTheBuildDidNotKnowIsNotSaid() {
        assertThat(new Build("0.1.0", null, null)).hasToString("0.1.0");
    }
}
