package io.globohub.packaging;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends requests to one port without a break until stopped, and counts each exactly once: answered as hoped, or failed.
 * Thread-safe.
 */
final class LoadClient implements AutoCloseable {
    private static final long PAUSE_NANOS = 2_000_000;

    /** How requests travel. */
    enum Connections {
        /** Each on its own connection: nothing may ever be retried. */
        NEW,
        /**
         * One after the other on a connection as long as the server keeps it. A request on a reused connection that
         * dies before the first byte of an answer is sent once more on a new one, as RFC 9112, section 9.3.1, allows.
         */
        KEPT
    }

    /**
     * What was counted.
     *
     * @param answeredBy good answers by the version that gave them
     * @param failures a sentence for each request that failed
     */
    record Counts(long sent, Map<String, Long> answeredBy, List<String> failures) {
        long answered() {
            return answeredBy.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    private final int port;
    private final Connections connections;
    private final List<Thread> clients = new ArrayList<>();
    private final Map<String, Long> answeredBy = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private long sent;
    private volatile boolean stopping;

    private LoadClient(int port, Connections connections) {
        this.port = port;
        this.connections = connections;
    }

    /** Starts that many clients against the comments API on this port of the loopback address. */
    static LoadClient start(int port, int clients, Connections connections) {
        LoadClient load = new LoadClient(port, connections);
        for (int i = 0; i < clients; i++) {
            Thread thread = new Thread(load::work, "load-" + i);
            load.clients.add(thread);
            thread.start();
        }
        return load;
    }

    /** Lets the requests in flight end, then says what was counted. */
    Counts stop() throws InterruptedException {
        stopping = true;
        for (Thread client : clients) {
            client.join();
        }
        return counts();
    }

    private synchronized Counts counts() {
        return new Counts(sent, Map.copyOf(answeredBy), List.copyOf(failures));
    }

    @Override
    public void close() {
        stopping = true;
    }

    private void work() {
        try (HttpExchange http = new HttpExchange(port)) {
            while (!stopping) {
                long number = next();
                try {
                    HttpExchange.Answer answer = connections == Connections.NEW
                            ? http.onNewConnection(
                                    "POST",
                                    "/api/comment/new",
                                    "{\"email\":\"load@example.org\",\"comment\":\"" + number
                                            + "\",\"content_id\":\"load\"}")
                            : http.onKeptConnection("GET", "/status/");
                    count(number, answer);
                } catch (IOException e) {
                    fail("request " + number + ": " + e);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private synchronized long next() {
        return ++sent;
    }

    private synchronized void count(long number, HttpExchange.Answer answer) {
        if (answer.status() >= 500 || (connections == Connections.NEW && answer.status() != 200)) {
            failures.add("request " + number + " was answered " + answer.status());
        } else {
            answeredBy.merge(answer.header("x-desafio-version"), 1L, Long::sum);
        }
    }

    private synchronized void fail(String sentence) {
        failures.add(sentence);
    }
}
