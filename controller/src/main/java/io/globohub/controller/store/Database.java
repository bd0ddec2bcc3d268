package io.globohub.controller.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.globohub.common.state.Reason;
import io.globohub.controller.records.Refused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The two pools of one database: a single connection that writes and several that only read.
 *
 * @param lock on the data directory, or null where several controllers share a database
 * @param writer exactly one connection: SQLite has one writer anyway, and one order of writes is what the ledger needs
 */
record Database(HikariDataSource writer, HikariDataSource readers, DataLock lock) implements AutoCloseable {
    private static final String SQLITE = "jdbc:sqlite:";
    /** Stands in the data directory while a restore is at work. */
    static final String RESTORING = ".restoring";

    private static final int READERS = 4;
    private static final int BUSY_MILLIS = 10_000;

    /** The SQLite file {@code globohub.db} in {@code directory}, made when there is none. */
    static Database sqlite(Path directory) throws IOException {
        DataLock lock = DataLock.take(directory);
        try {
            if (Files.exists(directory.resolve(RESTORING))) {
                throw new Refused(
                        Reason.STORE_CORRUPT,
                        "a restore into " + directory + " was interrupted: run 'globohub restore' again");
            }
            Path file = directory.resolve(SqliteFile.NAME);
            SqliteFile.mustBeSound(file);
            DataSource source = sqliteSource(file);
            migrate(source);
            HikariConfig readers = config("sqlite-readers", READERS);
            readers.setConnectionInitSql("PRAGMA query_only = 1");
            return new Database(pool(config("sqlite-writer", 1), source), pool(readers, source), lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            Optional<Refused> fault = StoreFaults.of(e);
            if (fault.isPresent()) {
                throw fault.get();
            }
            throw e;
        }
    }

    /** The PostgreSQL database at {@code jdbcUrl}. */
    static Database postgres(String jdbcUrl) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl);
        migrate(source);
        return new Database(
                pool(config("postgres-writer", 1), jdbcUrl, false),
                pool(config("postgres-readers", READERS), jdbcUrl, true),
                null);
    }

    private static DataSource sqliteSource(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        // FULL: an acknowledged change survives a power loss
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(BUSY_MILLIS);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl(SQLITE + file);
        return source;
    }

    private static HikariConfig config(String name, int size) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setMaximumPoolSize(size);
        config.setAutoCommit(true);
        config.setConnectionTimeout(BUSY_MILLIS);
        return config;
    }

    private static HikariDataSource pool(HikariConfig config, DataSource source) {
        config.setDataSource(source);
        return new HikariDataSource(config);
    }

    private static HikariDataSource pool(HikariConfig config, String jdbcUrl, boolean readOnly) {
        config.setJdbcUrl(jdbcUrl);
        config.setReadOnly(readOnly);
        if (readOnly) {
            // one look at one moment, as SQLite gives it; the writer sees the newest, behind the lock it takes first
            config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        }
        return new HikariDataSource(config);
    }

    private static void migrate(DataSource source) {
        Flyway.configure(Database.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }

    @Override
    public void close() {
        readers.close();
        writer.close();
        if (lock != null) {
            try {
                lock.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
