package io.globohub.controller.store;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Looks into the database of a running controller from outside: has anything been written, and what is there. */
public final class TableDump implements AutoCloseable {
    private final Connection connection;

    public TableDump(Path database) throws SQLException {
        this.connection = DriverManager.getConnection("jdbc:sqlite:" + database);
    }

    /** Changes with every commit of anybody else. */
    public long version() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA data_version")) {
            return row.getLong(1);
        }
    }

    /** Every row of every table but {@code left out}, by table. */
    public Map<String, List<String>> rows(String... leftOut) throws SQLException {
        Map<String, List<String>> rows = new TreeMap<>();
        for (String table : tables()) {
            if (!List.of(leftOut).contains(table)) {
                rows.put(table, rowsOf(table));
            }
        }
        return rows;
    }

    private List<String> tables() throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT name FROM sqlite_master WHERE type = 'table'")) {
            while (row.next()) {
                tables.add(row.getString(1));
            }
        }
        return tables;
    }

    private List<String> rowsOf(String table) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM " + table + " ORDER BY 1, 2")) {
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                StringBuilder line = new StringBuilder();
                for (int i = 1; i <= columns; i++) {
                    line.append(row.getString(i)).append('|');
                }
                rows.add(line.toString());
            }
        }
        return rows;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /** The version when nothing has changed for a while: what was taken may set rollouts in motion. */
    public long quiet() throws SQLException {
        long[] seen = {version(), 0};
        await().pollInterval(Duration.ofMillis(20)).until(() -> {
            long now = version();
            seen[1] = now == seen[0] ? seen[1] + 1 : 0;
            seen[0] = now;
            return seen[1] >= 10;
        });
        return seen[0];
    }
}
