package io.globohub.controller.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.globohub.common.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Stands before the controller and tells of thousands of hosts where it knows a few; all else goes through as it is. */
final class ManyHosts implements AutoCloseable {
    private static final int PAGE = 1000;
    private static final Set<String> OWN_HEADERS =
            Set.of("connection", "content-length", "transfer-encoding", "accept-encoding", "host", "date");

    private final String controller;
    private final int hosts;
    private final Consumer<ObjectNode> change;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newBuilder().executor(threads).build();

    /** @param change makes of each host what is told of it */
    ManyHosts(String controller, int hosts, Consumer<ObjectNode> change) throws IOException {
        this.controller = controller;
        this.hosts = hosts;
        this.change = change;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    ManyHosts(String controller, int hosts) throws IOException {
        this(controller, hosts, host -> {});
    }

    String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                            controller + exchange.getRequestURI().toString().replaceAll("&cursor=\\d+", "")))
                    .method(
                            exchange.getRequestMethod(),
                            HttpRequest.BodyPublishers.ofByteArray(
                                    exchange.getRequestBody().readAllBytes()));
            exchange.getRequestHeaders().forEach((name, values) -> {
                if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                    values.forEach(value -> request.header(name, value));
                }
            });
            HttpResponse<InputStream> answer = client.send(request.build(), BodyHandlers.ofInputStream());
            answer.headers().map().forEach((name, values) -> {
                if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT)) && !name.startsWith(":")) {
                    values.forEach(value -> exchange.getResponseHeaders().add(name, value));
                }
            });
            try (InputStream body = answer.body()) {
                if (exchange.getRequestURI().getPath().equals("/v1/hosts")) {
                    many(exchange, Json.tree(new String(body.readAllBytes(), StandardCharsets.UTF_8)));
                } else {
                    through(exchange, answer.statusCode(), body);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Piece by piece: a stream of events has no end. */
    private static void through(HttpExchange exchange, int status, InputStream body) throws IOException {
        if (status == 304 || status == 204) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, 0);
        byte[] piece = new byte[16_384];
        try (OutputStream out = exchange.getResponseBody()) {
            for (int read = body.read(piece); read >= 0; read = body.read(piece)) {
                out.write(piece, 0, read);
                out.flush();
            }
        }
    }

    private void many(HttpExchange exchange, JsonNode few) throws IOException {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        int first = query.contains("cursor=") ? Integer.parseInt(query.replaceAll(".*cursor=(\\d+).*", "$1")) : 0;
        ObjectNode page = few.deepCopy();
        ArrayNode items = page.putArray("items");
        for (int i = first; i < Math.min(hosts, first + PAGE); i++) {
            ObjectNode host = few.get("items").get(i % few.get("items").size()).deepCopy();
            host.put("id", "h" + i).put("name", String.format("many-%04d", i));
            change.accept(host);
            items.add(host);
        }
        if (first + PAGE < hosts) {
            page.put("next_cursor", Integer.toString(first + PAGE));
        } else {
            page.putNull("next_cursor");
        }
        byte[] bytes = page.toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
