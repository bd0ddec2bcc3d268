package io.globohub.controller.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.controller.records.Changes;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChangeMessagesTest {
    private static Set<String> hosts(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> String.format("host_%032x", i))
                .collect(Collectors.toSet());
    }

    private static Changes heard(List<String> messages) {
        return messages.stream()
                .map(message -> ChangeMessages.decode("other", message).orElseThrow())
                .reduce(Changes.NONE, Changes::and);
    }

    @Test
    void whatIsSaidIsWhatIsHeard() {
        Changes changes = new Changes(hosts(400), hosts(500), Set.of("ro_1"), 17, true, false);
        List<String> messages = ChangeMessages.encode("me", changes);
        assertThat(messages)
                .hasSizeGreaterThan(1)
                .allSatisfy(message -> assertThat(message).hasSizeLessThan(8000));
        assertThat(heard(messages)).isEqualTo(changes);
    }

    @Test
    void nobodyHearsItself() {
        Changes changes = new Changes(hosts(1), Set.of(), Set.of(), 1, false, false);
        assertThat(ChangeMessages.encode("me", changes))
                .singleElement()
                .satisfies(message ->
                        assertThat(ChangeMessages.decode("me", message)).isEmpty());
    }

    @Test
    void moreThanFitsIsToldAsEverything() {
        List<String> messages =
                ChangeMessages.encode("me", new Changes(hosts(10_000), Set.of(), Set.of(), 9, false, false));
        assertThat(messages).hasSize(1);
        assertThat(heard(messages).everything()).isTrue();
        Changes longIds = new Changes(Set.of("x".repeat(9000)), Set.of(), Set.of(), 9, false, false);
        assertThat(heard(ChangeMessages.encode("me", longIds)).everything()).isTrue();
    }

    @Test
    void whatCannotBeUnderstoodIsEverything() {
        assertThat(ChangeMessages.decode("me", "from a newer controller")).contains(Changes.EVERYTHING);
    }

    @Test
    void nothingIsNotTold() {
        assertThat(ChangeMessages.encode("me", Changes.NONE)).isEmpty();
    }
}
