package io.globohub.agent.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.globohub.common.manifest.BindAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Answers {@code GET /metrics} and nothing else. Who asks when two others are being answered is hung up on. */
public final class MetricsServer implements AutoCloseable {
    private static final int AT_ONCE = 2;

    private final Supplier<String> text;
    private final HttpServer server;
    private final ExecutorService threads;

    /**
     * Listens at once.
     *
     * @param text called for each answer, on a thread of this server
     */
    public MetricsServer(BindAddress address, Supplier<String> text) throws IOException {
        this.text = text;
        this.server = HttpServer.create(new InetSocketAddress(address.host(), address.port()), 0);
        this.threads = new ThreadPoolExecutor(
                0, AT_ONCE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), MetricsServer::thread);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "metrics");
        thread.setDaemon(true);
        return thread;
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean reads = exchange.getRequestMethod().equals("GET");
            if (!exchange.getRequestURI().getPath().equals("/metrics")) {
                exchange.sendResponseHeaders(404, -1);
            } else if (!reads) {
                exchange.getResponseHeaders().set("Allow", "GET");
                exchange.sendResponseHeaders(405, -1);
            } else {
                byte[] body = text.get().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", MetricsText.CONTENT_TYPE);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
