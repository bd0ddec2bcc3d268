package io.globohub.controller.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.event.EventKind;
import io.globohub.common.protocol.EventView;
import io.globohub.controller.history.HashChain;
import io.globohub.controller.records.EventFilter;
import io.globohub.controller.records.NewEvent;
import io.globohub.controller.records.Records;
import io.globohub.testkit.PostgresServer;
import io.globohub.testkit.TestClock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresLedgerTest extends LedgerContract {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static PostgresServer server;

    @BeforeAll
    static void startServer() throws Exception {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @Override
    Records open(TestClock clock) throws Exception {
        return SqlRecords.postgres(server.newDatabase("ledger" + DATABASES.incrementAndGet()), clock);
    }

    @Test
    void twoControllersOnOneDatabaseWriteOneGapFreeLedger() throws Exception {
        String url = server.newDatabase("shared");
        try (Records a = SqlRecords.postgres(url, TestClock.start());
                Records b = SqlRecords.postgres(url, TestClock.start())) {
            Thread other = new Thread(() -> append(a, "a"));
            other.start();
            append(b, "b");
            other.join();
            List<EventView> all = a.read(session -> session.ledger().page(EventFilter.after(0, 1000)));
            assertThat(all).hasSize(100);
            assertThat(HashChain.firstBroken(HashChain.START, 0, all)).isEmpty();
        }
    }

    private static void append(Records records, String actor) {
        for (int i = 0; i < 50; i++) {
            records.write(session -> session.ledger().append(NewEvent.of(EventKind.PACK_PUSHED, actor, "event")));
        }
    }
}
