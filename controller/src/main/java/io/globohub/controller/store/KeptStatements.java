package io.globohub.controller.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Keeps the statements of one transaction of the writer for the next piece of work in it: hundreds of check-ins are taken
 * in together, and to understand the SQL anew for each was a tenth of the writer's time. Confined to the writer's thread.
 */
final class KeptStatements extends DefaultStatementBuilder {
    /** Lists of values make statements of many lengths. */
    private static final int MOST = 50;

    private final Map<String, PreparedStatement> free = new HashMap<>();

    @Override
    public PreparedStatement create(Connection connection, String sql, StatementContext context) throws SQLException {
        PreparedStatement kept = free.remove(sql);
        return kept == null ? super.create(connection, sql, context) : kept;
    }

    /** For {@code sql} without anything that JDBI knows of it; to be given back by closing it here. */
    PreparedStatement take(Connection connection, String sql) throws SQLException {
        PreparedStatement kept = free.remove(sql);
        return kept == null ? connection.prepareStatement(sql) : kept;
    }

    @Override
    public void close(Connection connection, String sql, Statement statement) throws SQLException {
        boolean keep = sql != null
                && statement instanceof PreparedStatement
                && !statement.isClosed()
                && free.size() < MOST
                && !free.containsKey(sql);
        if (!keep) {
            super.close(connection, sql, statement);
            return;
        }
        PreparedStatement prepared = (PreparedStatement) statement;
        prepared.clearBatch();
        prepared.clearParameters();
        free.put(sql, prepared);
    }

    /** With the handle; the statements go with the connection's return to its pool. */
    @Override
    public void close(Connection connection) {
        free.clear();
    }
}
