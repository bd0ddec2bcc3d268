package io.globohub.controller.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.globohub.common.event.EventKind;
import io.globohub.common.manifest.Digest;
import io.globohub.common.protocol.HostState;
import io.globohub.controller.records.ChangeFeed;
import io.globohub.controller.records.Changes;
import io.globohub.controller.records.HostRecord;
import io.globohub.controller.records.NewEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What the feed of changes of every store promises. */
abstract class ChangesContract extends EmptyStore {
    final List<Changes> heard = new CopyOnWriteArrayList<>();

    static HostRecord host(String id) {
        return new HostRecord(id, "name-of-" + id, HostState.ACTIVE, Map.of(), null, 0, 0, 0, "Debian 12", NOW, null);
    }

    private void listen() {
        ChangeFeed.Subscription unused = records.changes().subscribe(heard::add);
    }

    @Test
    void whoeverWritesFindsTheListenersInformed() {
        listen();
        records.write(session -> {
            session.hosts().add(host("h1"), Digest.of("h1".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            return session.ledger().append(NewEvent.of(EventKind.HOST_ENROLLED, "ops", "h1 was enrolled"));
        });
        assertThat(heard)
                .filteredOn(changes -> !changes.everything())
                .singleElement()
                .satisfies(changes -> {
                    assertThat(changes.hosts()).containsExactly("h1");
                    assertThat(changes.desired()).isEmpty();
                    assertThat(changes.lastSeq()).isEqualTo(1);
                });
    }

    @Test
    void workThatFailsTellsNothing() {
        listen();
        assertThatThrownBy(() -> records.write(session -> {
                    session.ledger().append(NewEvent.of(EventKind.HOST_ENROLLED, "ops", "nothing"));
                    throw new IllegalArgumentException("on purpose");
                }))
                .hasMessage("on purpose");
        records.read(session -> session.ledger().lastSeq());
        assertThat(heard).filteredOn(changes -> !changes.everything()).isEmpty();
    }

    @Test
    void aListenerThatFailsHarmsNobody() {
        ChangeFeed.Subscription bad = records.changes().subscribe(changes -> {
            throw new IllegalStateException("on purpose");
        });
        listen();
        long seq = records.write(session -> session.ledger()
                .append(NewEvent.of(EventKind.PACK_PUSHED, "ops", "one"))
                .seq());
        assertThat(heard).anySatisfy(changes -> assertThat(changes.lastSeq()).isEqualTo(seq));
        bad.close();
    }

    @Test
    void whoHasUnsubscribedHearsNothingMore() {
        records.changes().subscribe(heard::add).close();
        records.write(session -> session.ledger().append(NewEvent.of(EventKind.PACK_PUSHED, "ops", "one")));
        assertThat(heard).filteredOn(changes -> !changes.everything()).isEmpty();
    }
}
