package io.globohub.controller.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.jdbi.v3.core.Handle;

/**
 * Rows that are written together by one statement, bound by position. JDBI's own batches ask for each value how its type
 * is bound, which was a quarter of the writer's time when thousands of hosts are told something. Confined to the
 * writer's thread; fails with the database's exception as the cause.
 */
final class RowBatch {
    private final Handle handle;
    private final String sql;
    private final PreparedStatement statement;
    private int column;

    RowBatch(Handle handle, String sql) {
        this.handle = handle;
        this.sql = sql;
        try {
            this.statement = handle.getStatementBuilder() instanceof KeptStatements kept
                    ? kept.take(handle.getConnection(), sql)
                    : handle.getConnection().prepareStatement(sql);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** The value of the next column of this row, or null. */
    RowBatch text(String value) {
        try {
            statement.setString(++column, value);
        } catch (SQLException e) {
            throw failed(e);
        }
        return this;
    }

    /** The value of the next column of this row, or null. */
    RowBatch number(Long value) {
        try {
            if (value == null) {
                statement.setNull(++column, Types.BIGINT);
            } else {
                statement.setLong(++column, value);
            }
        } catch (SQLException e) {
            throw failed(e);
        }
        return this;
    }

    RowBatch number(long value) {
        try {
            statement.setLong(++column, value);
        } catch (SQLException e) {
            throw failed(e);
        }
        return this;
    }

    /** The row has all its values. */
    void add() {
        try {
            statement.addBatch();
            column = 0;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Writes all rows; the batch is used up. */
    void execute() {
        try {
            statement.executeBatch();
            handle.getStatementBuilder().close(handle.getConnection(), sql, statement);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static IllegalStateException failed(SQLException e) {
        return new IllegalStateException("rows could not be written: " + e.getMessage(), e);
    }
}
