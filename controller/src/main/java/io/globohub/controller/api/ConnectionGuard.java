package io.globohub.controller.api;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;

/**
 * Ends connections that only want to be held: those whose request trickles in, and those of an address that has too many.
 * An idle timeout alone does not help, since each trickled byte begins it anew. Thread-safe.
 */
final class ConnectionGuard implements Connection.Listener {
    /** A body may be large and the line slow, but not this slow. */
    private static final long LEAST_BYTES_PER_SECOND = 512;

    private final Duration deadline;
    private final int perAddress;
    private final Set<String> unlimited;
    private final LongSupplier nanos;
    private final Map<Connection, Progress> watched = new ConcurrentHashMap<>();
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();
    /** Whom each counted connection counts for: one that has ended no longer knows its address. */
    private final Map<Connection, String> counted = new ConcurrentHashMap<>();

    /**
     * How far a connection was at the last look.
     *
     * @param requests completed heads
     * @param startBytes received when the current head or body began
     * @param bytes received until the last look
     * @param sinceNanos when the current head or body began
     */
    private record Progress(long requests, long startBytes, long bytes, long sinceNanos) {}

    /** @param nanos monotonic time */
    ConnectionGuard(Entrance entrance, LongSupplier nanos) {
        this.deadline = entrance.headerDeadline();
        this.perAddress = entrance.connectionsPerAddress();
        this.unlimited = entrance.trustedProxies();
        this.nanos = nanos;
    }

    @Override
    public void onOpened(Connection connection) {
        // the one below TLS has the same end as the one above it
        if (connection instanceof SslConnection) {
            return;
        }
        String address = address(connection);
        if (address != null && counts.merge(address, 1, Integer::sum) > perAddress) {
            release(address);
            connection.getEndPoint().close();
            return;
        }
        if (address != null) {
            counted.put(connection, address);
        }
        watched.put(connection, new Progress(0, 0, 0, nanos.getAsLong()));
    }

    @Override
    public void onClosed(Connection connection) {
        watched.remove(connection);
        String address = counted.remove(connection);
        if (address != null) {
            release(address);
        }
    }

    private void release(String address) {
        counts.computeIfPresent(address, (key, count) -> count > 1 ? count - 1 : null);
    }

    /** Null for an address without a limit: a proxy, or a program on this very machine. */
    private String address(Connection connection) {
        SocketAddress remote = connection.getEndPoint().getRemoteSocketAddress();
        if (!(remote instanceof InetSocketAddress internet) || internet.getAddress() == null) {
            return null;
        }
        String address = internet.getAddress().getHostAddress();
        return internet.getAddress().isLoopbackAddress() || unlimited.contains(address) ? null : address;
    }

    /** Looks at every connection once; to be called about once a second. */
    void look() {
        long now = nanos.getAsLong();
        watched.forEach((connection, before) -> look(connection, before, now));
    }

    private void look(Connection connection, Progress before, long now) {
        long requests = connection.getMessagesIn();
        long bytes = connection.getBytesIn();
        if (requests != before.requests()) {
            watched.replace(connection, before, new Progress(requests, bytes, bytes, now));
            return;
        }
        boolean inRequest = requests > connection.getMessagesOut();
        boolean quiet = bytes == before.startBytes() && requests > 0;
        if (quiet) {
            // between two requests, or waiting for an answer: the idle timeout is enough
            watched.replace(connection, before, new Progress(requests, bytes, bytes, now));
            return;
        }
        Duration age = Duration.ofNanos(now - before.sinceNanos());
        boolean late = age.compareTo(deadline) > 0;
        if (inRequest) {
            boolean trickles =
                    bytes > before.bytes() && (bytes - before.startBytes()) < LEAST_BYTES_PER_SECOND * age.toSeconds();
            end(connection, late && trickles);
        } else {
            end(connection, late);
        }
        watched.replace(connection, before, new Progress(requests, before.startBytes(), bytes, before.sinceNanos()));
    }

    private static void end(Connection connection, boolean really) {
        if (really) {
            connection.getEndPoint().close();
        }
    }
}
