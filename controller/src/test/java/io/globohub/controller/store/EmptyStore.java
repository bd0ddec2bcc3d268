package io.globohub.controller.store;

import io.globohub.controller.records.Records;
import io.globohub.testkit.TestClock;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A new, empty store of one kind for each test. */
abstract class EmptyStore {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    final TestClock clock = new TestClock(NOW);
    Records records;

    abstract Records open(TestClock atClock) throws Exception;

    @BeforeEach
    void openRecords() throws Exception {
        records = open(clock);
    }

    @AfterEach
    void closeRecords() {
        if (records != null) {
            records.close();
        }
    }
}
