package io.globohub.testkit;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A server that somebody else runs; what is made on it is dropped at the end. */
public final class GivenPostgres implements PostgresServer {
    private final String url;
    private final List<String> made = new ArrayList<>();

    /** @param url of a database on it whose user may create databases, {@code jdbc:postgresql://host/name?user=…} */
    GivenPostgres(String url) {
        if (!url.matches("jdbc:postgresql://[^/]+/[^?]+\\?.+")) {
            throw new IllegalArgumentException(
                    "GLOBOHUB_TEST_POSTGRES must look like jdbc:postgresql://host:5432/postgres?user=me&password=secret");
        }
        this.url = url;
    }

    @Override
    public String newDatabase(String name) throws IOException {
        String unique =
                "globohub_test_" + name + "_" + UUID.randomUUID().toString().replace("-", "");
        execute("CREATE DATABASE " + unique);
        made.add(unique);
        return url.replaceFirst("(jdbc:postgresql://[^/]+/)[^?]+", "$1" + unique);
    }

    private void execute(String sql) throws IOException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IOException(sql + " failed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        for (String name : made) {
            execute("DROP DATABASE " + name + " WITH (FORCE)");
        }
    }
}
