package io.globohub.controller.store;

import io.globohub.controller.records.ChangeHub;
import io.globohub.controller.records.Changes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One controller's tie to the others on the same database: a connection of its own that listens for their changes and
 * holds, for one of them, the lock of the leader.
 *
 * <p>The lock belongs to the connection, so the database frees it when the leader is killed, and within seconds when
 * its machine vanishes. A leader that has lost its connection without knowing it may go on for a moment beside the new
 * one: whatever it decides is written by compare-and-set, so that nothing is done twice.
 */
final class PostgresLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresLink.class);
    private static final String CHANNEL = "globohub_changes";
    private static final String LEADER = "hashtext('globohub leader ' || current_schema())";
    private static final int LOOK_MILLIS = 500;
    private static final int RECONNECT_MILLIS = 1_000;
    private static final int DEAD_SECONDS = 5;

    private final PGSimpleDataSource source;
    private final String origin;
    private final ChangeHub hub;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::loop, "store-link");
    private volatile boolean leads;

    PostgresLink(String jdbcUrl, String origin, ChangeHub hub) {
        this.source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl);
        source.setSocketTimeout(DEAD_SECONDS);
        source.setConnectTimeout(DEAD_SECONDS);
        source.setTcpKeepAlive(true);
        source.setApplicationName("globohub link");
        this.origin = origin;
        this.hub = hub;
        thread.start();
    }

    /** Tells the other controllers, if and when the transaction of {@code handle} is committed. */
    void announce(Handle handle, Changes changes) {
        for (String message : ChangeMessages.encode(origin, changes)) {
            handle.execute("SELECT pg_notify(?, ?)", CHANNEL, message);
        }
    }

    boolean leads() {
        return leads;
    }

    private void loop() {
        while (closing.getCount() > 0) {
            try (Connection connection = source.getConnection()) {
                follow(connection);
            } catch (SQLException e) {
                LOG.warn("lost touch with the other controllers, comes again: {}", e.getMessage());
            } finally {
                lead(false);
            }
            pause();
        }
    }

    private void follow(Connection connection) throws SQLException {
        PGConnection notified = connection.unwrap(PGConnection.class);
        try (Statement statement = connection.createStatement()) {
            // the server ends the session, and with it the lock, when this machine no longer answers
            statement.execute("SET tcp_keepalives_idle = 2");
            statement.execute("SET tcp_keepalives_interval = 1");
            statement.execute("SET tcp_keepalives_count = 3");
            statement.execute("LISTEN " + CHANNEL);
            // what was said before this moment was missed
            hub.publish(Changes.EVERYTHING);
            while (closing.getCount() > 0) {
                lead(leads ? isAlive(statement) : takesTheLead(statement));
                hear(notified.getNotifications(LOOK_MILLIS));
            }
        }
    }

    private static boolean takesTheLead(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT pg_try_advisory_lock(" + LEADER + ")")) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static boolean isAlive(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT 1")) {
            return row.next();
        }
    }

    private void hear(PGNotification[] notifications) {
        Changes changes = Changes.NONE;
        for (PGNotification notification : notifications == null ? new PGNotification[0] : notifications) {
            changes = changes.and(
                    ChangeMessages.decode(origin, notification.getParameter()).orElse(Changes.NONE));
        }
        hub.publish(changes);
    }

    private void lead(boolean now) {
        if (now != leads) {
            LOG.info(now ? "this controller leads: it steps rollouts and watches hosts" : "no longer the leader");
        }
        leads = now;
    }

    private void pause() {
        try {
            boolean unused = closing.await(RECONNECT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(2L * DEAD_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
