package io.globohub.controller.store;

import io.globohub.common.json.Json;
import io.globohub.common.protocol.EventView;
import io.globohub.common.state.Reason;
import io.globohub.controller.history.HashChain;
import io.globohub.controller.records.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;

/** One SQLite file as a file: whether it is sound, what it holds, and a copy of it while it is written. */
public final class SqliteFile {
    /** Of the database in a data directory. */
    public static final String NAME = "globohub.db";

    private static final Logger LOG = LoggerFactory.getLogger(SqliteFile.class);
    /** Looking through more at every start would keep a fleet waiting; damage there is met when it is read. */
    private static final long LOOKED_THROUGH_BYTES = 512L << 20;

    private static final int PAGE = 1000;

    private SqliteFile() {}

    /** @param packs digests of the packs it knows */
    public record Contents(long lastSeq, String lastHash, List<String> packs) {}

    /** Refuses with {@code store_corrupt} a file that is not sound; one that is not there is. Changes nothing. */
    static void mustBeSound(Path file) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        long size = Files.size(file);
        if (size == 0) {
            throw StoreFaults.corrupt(file + " is empty");
        }
        if (size > LOOKED_THROUGH_BYTES) {
            LOG.info("{} is too large to be looked through at every start", file);
            return;
        }
        // read-only: an ordinary connection would write the log into a file that is perhaps damaged
        try (Connection connection = open(file, true);
                Statement statement = connection.createStatement()) {
            String found = check(statement, "PRAGMA quick_check(1)");
            if (!found.equals("ok")) {
                throw StoreFaults.corrupt(file + ": " + found);
            }
        } catch (SQLException e) {
            throw StoreFaults.of(e).orElseGet(() -> StoreFaults.corrupt(file + ": " + e.getMessage()));
        }
    }

    /** Writes a copy, as of one moment, to {@code target}, which must not be there; the file may be in use. */
    public static void copy(Path file, Path target) throws IOException {
        try (Connection connection = open(file);
                PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
            vacuum.setString(1, target.toString());
            vacuum.execute();
        } catch (SQLException e) {
            throw StoreFaults.of(e).orElseThrow(() -> new IOException(e.getMessage(), e));
        }
    }

    /** Looks through a whole copy; refuses one that is damaged, or whose ledger is not one unbroken chain. */
    public static Contents read(Path file) {
        try (Connection connection = open(file);
                Statement statement = connection.createStatement()) {
            String found = check(statement, "PRAGMA integrity_check(1)");
            if (!found.equals("ok")) {
                throw StoreFaults.corrupt(file + ": " + found);
            }
            return contents(connection, statement);
        } catch (SQLException e) {
            throw StoreFaults.of(e)
                    .orElseGet(() -> new Refused(
                            Reason.STORE_CORRUPT, file + " is no database of a controller: " + e.getMessage()));
        }
    }

    private static Contents contents(Connection connection, Statement statement) throws SQLException {
        long seq = 0;
        String hash = HashChain.START;
        for (List<EventView> page = page(connection, seq); !page.isEmpty(); page = page(connection, seq)) {
            OptionalLong broken = HashChain.firstBroken(hash, seq, page);
            if (broken.isPresent()) {
                throw StoreFaults.corrupt("the ledger's chain is broken at entry " + broken.getAsLong());
            }
            seq = page.get(page.size() - 1).seq();
            hash = page.get(page.size() - 1).hash();
        }
        try (ResultSet end = statement.executeQuery("SELECT seq, hash FROM ledger_end WHERE id = 1")) {
            if (!end.next() || end.getLong(1) != seq || !end.getString(2).equals(hash)) {
                throw StoreFaults.corrupt("the ledger ends at entry " + seq + ", and should not");
            }
        }
        List<String> packs = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("SELECT DISTINCT sha256 FROM pack ORDER BY sha256")) {
            while (rows.next()) {
                packs.add(rows.getString(1));
            }
        }
        return new Contents(seq, hash, packs);
    }

    private static List<EventView> page(Connection connection, long after) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT body FROM event WHERE seq > ? ORDER BY seq LIMIT " + PAGE)) {
            select.setLong(1, after);
            List<EventView> page = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    page.add(Json.readTolerant(rows.getString(1), EventView.class));
                }
            }
            return page;
        }
    }

    private static String check(Statement statement, String pragma) throws SQLException {
        try (ResultSet row = statement.executeQuery(pragma)) {
            return row.next() ? row.getString(1) : "no answer";
        }
    }

    private static Connection open(Path file) throws SQLException {
        return open(file, false);
    }

    private static Connection open(Path file, boolean readOnly) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(readOnly);
        config.setBusyTimeout(10_000);
        return config.createConnection("jdbc:sqlite:" + file);
    }
}
