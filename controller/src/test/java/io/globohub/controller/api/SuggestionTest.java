package io.globohub.controller.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class SuggestionTest {
    private static final Set<String> KNOWN = Set.of("selector", "state", "freshness", "limit");

    @Test
    void theWordThatWasProbablyMeantIsNamed() {
        assertThat(Suggestion.among(KNOWN, "selecter")).contains("selector");
        assertThat(Suggestion.among(KNOWN, "limt")).contains("limit");
    }

    @Test
    void nothingIsGuessedForSomethingElse() {
        assertThat(Suggestion.among(KNOWN, "banana")).isEmpty();
        assertThat(Suggestion.among(Set.of(), "x")).isEmpty();
    }
}
