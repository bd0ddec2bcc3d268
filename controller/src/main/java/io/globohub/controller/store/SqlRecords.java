package io.globohub.controller.store;

import io.globohub.controller.records.Records;
import io.globohub.controller.records.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** The records in an SQL database. Thread-safe; closing it writes what was asked for and closes the connections. */
public final class SqlRecords implements Records {
    private final Database database;
    private final Jdbi readers;
    private final WriteQueue writes;
    private final Clock clock;

    private SqlRecords(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.readers = Jdbi.create(database.readers());
        this.writes = new WriteQueue(Jdbi.create(database.writer()), handle -> new SqlSession(handle, clock));
    }

    /** Opens the SQLite file in {@code directory}, or makes it. */
    public static SqlRecords sqlite(Path directory, Clock clock) throws IOException {
        return new SqlRecords(Database.sqlite(directory), clock);
    }

    /** Opens a PostgreSQL database, for example {@code jdbc:postgresql://db/globohub?user=globohub}. */
    public static SqlRecords postgres(String jdbcUrl, Clock clock) {
        return new SqlRecords(Database.postgres(jdbcUrl), clock);
    }

    @Override
    public <T> T read(Function<Session, T> work) {
        // one transaction, so that all that is read belongs together
        return readers.inTransaction(handle -> work.apply(new SqlSession(handle, clock)));
    }

    @Override
    public <T> T write(Function<Session, T> work) {
        return writes.write(work);
    }

    @Override
    public boolean answers() {
        try {
            return readers.withHandle(handle ->
                            handle.select("SELECT 1").mapTo(Integer.class).one())
                    == 1;
        } catch (JdbiException e) {
            return false;
        }
    }

    @Override
    public void close() {
        writes.close();
        database.close();
    }
}
