package io.globohub.controller.store;

import io.globohub.controller.records.ChangeFeed;
import io.globohub.controller.records.ChangeHub;
import io.globohub.controller.records.Changes;
import io.globohub.controller.records.Records;
import io.globohub.controller.records.Refused;
import io.globohub.controller.records.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** The records in an SQL database. Thread-safe; closing it writes what was asked for and closes the connections. */
public final class SqlRecords implements Records {
    private static final int CATCH_UP = 1000;

    private final Database database;
    private final Jdbi readers;
    private final WriteQueue writes;
    private final String origin = UUID.randomUUID().toString();
    private final ChangeHub hub = new ChangeHub();
    private final ManifestMemo manifests = new ManifestMemo();
    /** Null where this controller is alone. */
    private final PostgresLink link;

    private SqlRecords(Database database, String sharedUrl, Clock clock) {
        this.database = database;
        this.readers = Jdbi.create(database.readers());
        this.link = sharedUrl == null ? null : new PostgresLink(sharedUrl, origin, hub);
        Jdbi writer = Jdbi.create(database.writer());
        writer.setStatementBuilderFactory(connection -> new KeptStatements());
        this.writes = new WriteQueue(writer, clock, this::session, told());
        completePast();
    }

    /** The ledger may be older than the table of the past, or an older program may have written to it since. */
    private void completePast() {
        int taken = CATCH_UP;
        while (taken == CATCH_UP) {
            taken = write(session -> session.past().catchUp(CATCH_UP));
        }
    }

    /** Opens the SQLite file in {@code directory}, or makes it. */
    public static SqlRecords sqlite(Path directory, Clock clock) throws IOException {
        return new SqlRecords(Database.sqlite(directory), null, clock);
    }

    /** Opens a PostgreSQL database, for example {@code jdbc:postgresql://db/globohub?user=globohub}. */
    public static SqlRecords postgres(String jdbcUrl, Clock clock) {
        return new SqlRecords(Database.postgres(jdbcUrl), jdbcUrl, clock);
    }

    private SqlSession session(Handle handle, ChangeNotes notes, LedgerTail tail, SeenMark mark) {
        return new SqlSession(handle, origin, notes, manifests, tail, mark);
    }

    private WriteQueue.Told told() {
        return new WriteQueue.Told() {
            @Override
            public void before(Handle handle, Changes changes) {
                if (link != null) {
                    link.announce(handle, changes);
                }
            }

            @Override
            public void after(Changes changes) {
                hub.publish(link == null ? changes.here() : changes.here().withoutNews());
            }
        };
    }

    @Override
    public <T> T read(Function<Session, T> work) {
        // one transaction, so that all that is read belongs together
        try {
            return readers.inTransaction(handle -> work.apply(session(handle, new ChangeNotes(), null, null)));
        } catch (JdbiException e) {
            Optional<Refused> fault = StoreFaults.of(e);
            if (fault.isPresent()) {
                throw fault.get();
            }
            throw e;
        }
    }

    @Override
    public <T> T write(Function<Session, T> work) {
        return writes.write(work);
    }

    @Override
    public <T> T writeAhead(Function<Session, T> work) {
        return writes.writeAhead(work);
    }

    @Override
    public <T> CompletableFuture<T> submit(Function<Session, T> work) {
        return writes.submit(work);
    }

    @Override
    public ChangeFeed changes() {
        return hub;
    }

    @Override
    public boolean leads() {
        return link == null || link.leads();
    }

    @Override
    public double waitingRatio() {
        return writes.waitingRatio();
    }

    @Override
    public long sizeBytes() {
        String size = link == null
                ? "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
                : "SELECT pg_database_size(current_database())";
        return readers.withHandle(
                handle -> handle.select(size).mapTo(Long.class).one());
    }

    @Override
    public boolean answers() {
        try {
            // a real row: whoever only answers may have lost what it keeps
            return readers.withHandle(handle -> handle.select("SELECT seq FROM ledger_end WHERE id = 1")
                            .mapTo(Long.class)
                            .one())
                    >= 0;
        } catch (JdbiException e) {
            return false;
        }
    }

    @Override
    public void close() {
        writes.close();
        if (link != null) {
            link.close();
        }
        database.close();
    }
}
