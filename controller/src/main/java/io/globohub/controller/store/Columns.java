package io.globohub.controller.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** How instants stand in columns: milliseconds since 1970 UTC, or null. */
final class Columns {
    private Columns() {}

    static Long millis(Instant instant) {
        return instant == null ? null : instant.toEpochMilli();
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
