package io.globohub.controller.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.json.CanonicalJson;
import io.globohub.common.json.Json;
import io.globohub.common.protocol.EventView;
import java.nio.charset.StandardCharsets;
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
    void anEntryIsChainedByTheCanonicalFormOfAnyValue() {
        for (String body : List.of(
                "null", "{}", "[3, {\"z\": 1, \"a\": {\"y\": [1.5e300, -0.0], \"b\": null}}]", "\"é\\u0007\"", "7")) {
            for (String text : new String[] {null, "", "ö \"quoted\" \u2028"}) {
                EventView full = new EventView(
                        Long.MAX_VALUE,
                        AT.plusMillis(7),
                        AT.plusSeconds(1),
                        text,
                        text,
                        text,
                        text,
                        text,
                        text,
                        text,
                        text,
                        text,
                        Json.tree(body),
                        null);
                assertThat(new String(HashChain.canonical(full), StandardCharsets.UTF_8))
                        .isEqualTo(new String(CanonicalJson.bytes(full), StandardCharsets.UTF_8));
            }
        }
        EventView bare = new EventView(1, AT, null, "ops", "x", null, null, null, null, null, null, "", null, null);
        assertThat(HashChain.canonical(bare)).isEqualTo(CanonicalJson.bytes(bare));
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
