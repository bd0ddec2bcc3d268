package io.globohub.controller.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.json.Json;
import io.globohub.common.protocol.EventView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HashChainTest {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    private static EventView event(long seq, String message) {
        return new EventView(
                seq,
                AT,
                AT,
                "ops",
                "pack_pushed",
                null,
                null,
                "desafio",
                "1.0",
                null,
                null,
                message,
                Json.tree("{\"b\": 0.1, \"a\": [1, null]}"),
                null);
    }

    private static List<EventView> chain(int length) {
        List<EventView> chain = new ArrayList<>();
        String hash = HashChain.START;
        for (int i = 1; i <= length; i++) {
            EventView linked = HashChain.link(hash, event(i, "event " + i));
            chain.add(linked);
            hash = linked.hash();
        }
        return chain;
    }

    @Test
    void anUntouchedChainHolds() {
        assertThat(HashChain.firstBroken(HashChain.START, 0, chain(5))).isEmpty();
        assertThat(chain(2).get(1).hash()).isNotEqualTo(chain(2).get(0).hash()).hasSize(64);
    }

    @Test
    void aChangedEntryBreaksItThere() {
        List<EventView> chain = chain(5);
        EventView third = chain.get(2);
        chain.set(2, HashChain.link("other", event(3, "event 3")));
        assertThat(HashChain.firstBroken(HashChain.START, 0, chain)).hasValue(3);
        chain.set(2, third);
        assertThat(HashChain.firstBroken(HashChain.START, 0, chain)).isEmpty();
    }

    @Test
    void aMissingEntryBreaksItAtTheNext() {
        List<EventView> chain = chain(5);
        chain.remove(2);
        assertThat(HashChain.firstBroken(HashChain.START, 0, chain)).hasValue(4);
    }

    @Test
    void whatIsReadBackFromTextHashesTheSame() {
        EventView linked = chain(1).get(0);
        EventView read = Json.readTolerant(Json.write(linked), EventView.class);
        assertThat(HashChain.firstBroken(HashChain.START, 0, List.of(read))).isEmpty();
    }
}
