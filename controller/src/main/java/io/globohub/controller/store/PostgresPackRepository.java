package io.globohub.controller.store;

import io.globohub.common.manifest.Digest;
import io.globohub.controller.catalogue.PackRepository;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Packs in the PostgreSQL database itself, in parts of 1 MiB, so that no pack is ever in memory as a whole. It has
 * connections of its own: a slow upload holds up no other write. Thread-safe.
 */
public final class PostgresPackRepository implements PackRepository {
    private static final int PART_BYTES = 1 << 20;

    private final PGSimpleDataSource source = new PGSimpleDataSource();

    /** @param jdbcUrl of the database that holds the records too */
    public PostgresPackRepository(String jdbcUrl) {
        source.setUrl(jdbcUrl);
        source.setApplicationName("globohub packs");
    }

    @Override
    public void put(Digest sha256, Path file) throws IOException {
        try (Connection connection = source.getConnection();
                InputStream in = Files.newInputStream(file)) {
            connection.setAutoCommit(false);
            forget(connection, sha256);
            byte[] part = in.readNBytes(PART_BYTES);
            int number = 0;
            do {
                insert(connection, sha256, number, part);
                part = in.readNBytes(PART_BYTES);
                number++;
            } while (part.length > 0);
            connection.commit();
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static void forget(Connection connection, Digest sha256) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM pack_part WHERE sha256 = ?")) {
            delete.setString(1, sha256.hex());
            delete.executeUpdate();
        }
    }

    private static void insert(Connection connection, Digest sha256, int number, byte[] part) throws SQLException {
        // two controllers may be given the same pack at once
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO pack_part (sha256, part, body)"
                + " VALUES (?, ?, ?) ON CONFLICT (sha256, part) DO UPDATE SET body = excluded.body")) {
            insert.setString(1, sha256.hex());
            insert.setInt(2, number);
            insert.setBytes(3, part);
            insert.executeUpdate();
        }
    }

    @Override
    public boolean fetch(Digest sha256, OutputStream to) throws IOException {
        try (Connection connection = source.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("SELECT body FROM pack_part WHERE sha256 = ? AND part = ?")) {
            int number = 0;
            while (true) {
                select.setString(1, sha256.hex());
                select.setInt(2, number);
                try (ResultSet row = select.executeQuery()) {
                    if (!row.next()) {
                        return number > 0;
                    }
                    to.write(row.getBytes(1));
                }
                number++;
            }
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return "the pack store in the database";
    }
}
