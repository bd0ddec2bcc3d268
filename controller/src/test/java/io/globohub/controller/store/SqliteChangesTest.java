package io.globohub.controller.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.controller.records.Records;
import io.globohub.testkit.TestClock;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteChangesTest extends ChangesContract {
    @TempDir
    Path directory;

    @Override
    Records open(TestClock clock) throws Exception {
        return SqlRecords.sqlite(directory, clock);
    }

    @Test
    void whoIsAloneLeads() {
        assertThat(records.leads()).isTrue();
    }
}
