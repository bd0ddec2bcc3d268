package io.globohub.agent.selftest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.globohub.common.event.AgentEvent;
import io.globohub.common.json.Json;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.protocol.CheckinRequest;
import io.globohub.common.protocol.CheckinResponse;
import io.globohub.common.protocol.Paths;
import io.globohub.common.state.Assignment;
import io.globohub.common.state.DesiredState;
import io.globohub.common.state.Goal;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * As much of a controller as one agent needs: it gives out one desired state and packs, and keeps a ledger of every event
 * it has acknowledged. Listens on the loopback address alone. Thread-safe.
 */
final class StandInController implements AutoCloseable {
    static final String HOST_ID = "selftest-host";
    private static final long LONGEST_WAIT_MILLIS = 20_000;

    private final HttpServer server;
    private final ExecutorService threads;
    private final Path packs;
    private final Clock clock;
    private final TreeMap<Long, AgentEvent> ledger = new TreeMap<>();
    private final List<String> contradictions = new ArrayList<>();
    private DesiredState desired;
    private long generation;

    /** @param packs the packs to give out, named by their digest */
    StandInController(Path packs, Clock clock) throws IOException {
        this.packs = packs;
        this.clock = clock;
        this.desired = new DesiredState(HOST_ID, 0, clock.instant(), null, List.of());
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "stand-in-controller");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext(Paths.AGENT_CHECKIN, this::checkin);
        server.createContext(Paths.AGENT_DESIRED, this::desired);
        server.createContext("/v1/packs/", this::pack);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Wishes {@code manifest}, under the name {@code wish} (its rollout). */
    synchronized void assign(Manifest manifest, Goal goal, String wish) {
        generation++;
        desired = new DesiredState(
                HOST_ID,
                generation,
                clock.instant(),
                null,
                List.of(new Assignment(manifest.app(), goal, manifest, generation, wish, 0, 0)));
        notifyAll();
    }

    /** Every event acknowledged, in order. */
    synchronized List<AgentEvent> ledger() {
        return List.copyOf(ledger.values());
    }

    /** What the agent said that cannot both be true: one number for two events. */
    synchronized List<String> contradictions() {
        return List.copyOf(contradictions);
    }

    private void checkin(HttpExchange exchange) throws IOException {
        CheckinRequest request = Json.readTolerant(exchange.getRequestBody().readAllBytes(), CheckinRequest.class);
        CheckinResponse response;
        synchronized (this) {
            for (AgentEvent event : request.events()) {
                AgentEvent known = ledger.putIfAbsent(event.seq(), event);
                if (known != null && !known.equals(event)) {
                    contradictions.add("event " + event.seq() + " was acknowledged as '" + known.message()
                            + "' and is now '" + event.message() + "'");
                }
            }
            long acknowledged = ledger.isEmpty() ? 0 : ledger.lastKey();
            response = new CheckinResponse(1, 0, acknowledged, etag(), clock.instant());
        }
        answer(exchange, 200, Json.writeBytes(response));
    }

    private void desired(HttpExchange exchange) throws IOException {
        String known = exchange.getRequestHeaders().getFirst("If-None-Match");
        DesiredState state;
        String etag;
        synchronized (this) {
            try {
                long deadline = clock.millis() + LONGEST_WAIT_MILLIS;
                for (long left = LONGEST_WAIT_MILLIS; etag().equals(known) && left > 0; ) {
                    wait(left);
                    left = deadline - clock.millis();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            state = desired;
            etag = etag();
        }
        if (etag.equals(known)) {
            exchange.sendResponseHeaders(304, -1);
            exchange.close();
            return;
        }
        exchange.getResponseHeaders().set("ETag", etag);
        answer(exchange, 200, Json.writeBytes(state));
    }

    private String etag() {
        return "\"" + generation + "\"";
    }

    private void pack(HttpExchange exchange) throws IOException {
        Path pack = packs.resolve(
                Path.of(exchange.getRequestURI().getPath()).getFileName().toString());
        if (!Files.isRegularFile(pack)) {
            answer(exchange, 404, new byte[0]);
            return;
        }
        byte[] bytes = Files.readAllBytes(pack);
        String range = exchange.getRequestHeaders().getFirst("Range");
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
        }
        answer(exchange, from > 0 ? 206 : 200, java.util.Arrays.copyOfRange(bytes, from, bytes.length));
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
