package io.globohub.controller.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.event.EventKind;
import io.globohub.controller.records.NewEvent;
import io.globohub.controller.records.Records;
import io.globohub.testkit.TestClock;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteRecordsTest extends RecordsContract {
    @TempDir
    Path directory;

    @Override
    Records open(TestClock clock) throws Exception {
        return SqlRecords.sqlite(directory, clock);
    }

    @Test
    void whatWasWrittenIsThereAfterAReopening() throws Exception {
        Path other = directory.resolve("other");
        try (Records first = SqlRecords.sqlite(other, TestClock.start())) {
            first.write(session -> session.ledger().append(NewEvent.of(EventKind.PACK_PUSHED, "ops", "kept")));
        }
        try (Records second = SqlRecords.sqlite(other, TestClock.start())) {
            assertThat(second.answers()).isTrue();
            assertThat(second.<Long>read(session -> session.ledger().lastSeq())).isEqualTo(1);
        }
    }
}
