package io.globohub.controller.store;

import io.globohub.controller.records.Records;
import io.globohub.testkit.PostgresServer;
import io.globohub.testkit.TestClock;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresRecordsTest extends RecordsContract {
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
        return SqlRecords.postgres(server.newDatabase("records" + DATABASES.incrementAndGet()), clock);
    }
}
