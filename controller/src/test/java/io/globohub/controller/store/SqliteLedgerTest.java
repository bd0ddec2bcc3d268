package io.globohub.controller.store;

import io.globohub.controller.records.Records;
import io.globohub.testkit.TestClock;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteLedgerTest extends LedgerContract {
    @TempDir
    Path directory;

    @Override
    Records open(TestClock atClock) throws Exception {
        return SqlRecords.sqlite(directory, atClock);
    }
}
