package io.globohub.packaging;

import java.io.IOException;
import java.net.InetAddress;

/** The comments API as its users see it. */
final class Desafio {
    private final InetAddress host;
    private final int port;

    Desafio(int port) {
        this(InetAddress.getLoopbackAddress(), port);
    }

    Desafio(InetAddress host, int port) {
        this.host = host;
        this.port = port;
    }

    /** The version that answers, or "nobody". */
    String version() {
        try {
            return ask("GET", "/status/", "").header("x-desafio-version");
        } catch (IOException e) {
            return "nobody";
        }
    }

    int post(String contentId, String comment) throws IOException {
        return ask(
                        "POST",
                        "/api/comment/new",
                        "{\"email\":\"ana@example.org\",\"comment\":\"" + comment + "\",\"content_id\":\"" + contentId
                                + "\"}")
                .status();
    }

    HttpExchange.Answer list(String contentId) throws IOException {
        return ask("GET", "/api/comment/list/" + contentId, "");
    }

    private HttpExchange.Answer ask(String method, String path, String body) throws IOException {
        try (HttpExchange http = new HttpExchange(host, port)) {
            return http.onNewConnection(method, path, body);
        }
    }
}
