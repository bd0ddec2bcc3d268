package io.globohub.controller.world;

import io.globohub.common.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Somebody with a token (or none) who sends requests to one controller. Every answer is held against openapi.json, so
 * that no test meets one that is not described there.
 */
public record HttpCaller(HttpClient client, int port, String token) {
    public HttpAnswer get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    public HttpAnswer post(String path, Object body, String... headers) {
        return json("POST", path, body, headers);
    }

    public HttpAnswer patch(String path, Object body, String... headers) {
        return json("PATCH", path, body, headers);
    }

    public HttpAnswer delete(String path, String... headers) {
        return send("DELETE", path, BodyPublishers.noBody(), headers);
    }

    /** {@code body} is sent as it is when it is a text, else as JSON. */
    public HttpAnswer json(String method, String path, Object body, String... headers) {
        String text = body instanceof String given ? given : Json.write(body);
        return sendTyped(method, path, BodyPublishers.ofString(text), "application/json", headers);
    }

    public HttpAnswer zip(String path, byte[] zip, String... headers) {
        return sendTyped("POST", path, BodyPublishers.ofByteArray(zip), "application/zip", headers);
    }

    private HttpAnswer sendTyped(String method, String path, BodyPublisher body, String type, String... headers) {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = type;
        return send(method, path, body, all);
    }

    public HttpAnswer send(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(70))
                .method(method, body);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpAnswer answer = new HttpAnswer(client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
            Described.check(method, path, answer);
            return answer;
        } catch (IOException e) {
            throw new AssertionError(method + " " + path + " got no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
