package io.globohub.controller.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.event.EventKind;
import io.globohub.controller.records.NewEvent;
import io.globohub.controller.store.SqlRecords;
import io.globohub.testkit.TestClock;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real SQLite store, which somebody changes behind the controller's back. */
class LedgerWatchTest {
    @TempDir
    Path directory;

    private final TestClock clock = TestClock.start();
    private SqlRecords records;
    private LedgerWatch watch;

    @BeforeEach
    void aLedgerOfSomeLength() throws IOException {
        records = SqlRecords.sqlite(directory, clock);
        append(4_500);
        watch = new LedgerWatch(records, clock);
    }

    @AfterEach
    void close() {
        records.close();
    }

    private void append(int entries) {
        records.write(session -> {
            for (int i = 0; i < entries; i++) {
                session.ledger().append(NewEvent.of(EventKind.AGENT_STARTED, NewEvent.CONTROLLER, "entry " + i));
            }
            return null;
        });
    }

    private void sql(String statement) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("globohub.db"));
                Statement sql = connection.createStatement()) {
            sql.executeUpdate(statement);
        }
    }

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            watch.look();
        }
    }

    @Test
    void whatIsAsItWasWrittenIsIntactHoweverOftenItIsRead() {
        look(5);
        append(10);
        look(2);
        clock.advance(Duration.ofDays(1));
        look(5);

        assertThat(watch.isIntact()).isTrue();
    }

    @Test
    void anEntryFarBackThatIsChangedIsFoundWithinADay() throws Exception {
        look(5);
        sql("UPDATE event SET body = replace(body, 'entry 3000', 'entry 3001') WHERE seq = 3001");
        look(5);
        assertThat(watch.isIntact()).isTrue();

        clock.advance(Duration.ofDays(1));
        look(3);

        assertThat(watch.isIntact()).isFalse();
    }

    @Test
    void itStaysBrokenUntilAllOfItWasReadAndFoundGood() throws Exception {
        sql("UPDATE event SET body = replace(body, 'entry 3000', 'entry x') WHERE seq = 3001");
        look(2);
        assertThat(watch.isIntact()).isFalse();

        sql("UPDATE event SET body = replace(body, 'entry x', 'entry 3000') WHERE seq = 3001");
        look(2);
        assertThat(watch.isIntact()).isFalse();
        look(1);

        assertThat(watch.isIntact()).isTrue();
    }

    @Test
    void anEndThatIsCutOffIsFound() throws Exception {
        look(5);
        sql("DELETE FROM event WHERE seq > 4000");

        look(1);

        assertThat(watch.isIntact()).isFalse();
    }
}
