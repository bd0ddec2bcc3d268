package io.globohub.controller.cli.client;

import io.globohub.common.json.Json;
import io.globohub.common.protocol.CheckinRequest;
import io.globohub.common.protocol.EnrollRequest;
import io.globohub.common.protocol.Paths;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Speaks to a controller as many agents do, without a thread for each request that is open: thousands of long polls are
 * open at once. Thread-safe.
 *
 * <p>java.net.http and not okhttp, which blocks a thread for each call.
 */
public final class AgentLine {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final URI controller;
    private final HttpClient http;

    /**
     * An answer, whatever it is.
     *
     * @param etag with its quotes, or null
     */
    public record Said(int status, String etag, String body) {
        public <T> T as(Class<T> type) {
            return Json.readTolerant(body, type);
        }
    }

    /**
     * A line to the controller of {@code endpoint}; its token is not used, each call brings its own.
     *
     * @param callbacks runs what follows on answers
     */
    public AgentLine(Endpoint endpoint, Executor callbacks) {
        this.controller = endpoint.url();
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_TIMEOUT)
                .executor(callbacks);
        if (endpoint.caFile() != null || endpoint.own() != null) {
            builder.sslContext(
                    TrustedAuthorities.in(endpoint.caFile(), endpoint.own()).context());
        }
        this.http = builder.build();
    }

    public CompletableFuture<Said> enroll(String token, EnrollRequest request) {
        return send(request(Paths.AGENT_ENROLL, token).POST(json(request)).timeout(CALL_TIMEOUT));
    }

    /** @param dribble time over which the request is sent, bit by bit; zero sends it at once */
    public CompletableFuture<Said> checkin(String credential, CheckinRequest request, Duration dribble) {
        BodyPublisher body = dribble.isZero() ? json(request) : DribblingBody.of(Json.writeBytes(request), dribble);
        return send(request(Paths.AGENT_CHECKIN, credential).POST(body).timeout(CALL_TIMEOUT.plus(dribble)));
    }

    /** Waits for a desired state other than {@code etag}; null asks for the one there is. */
    public CompletableFuture<Said> desired(String credential, String etag, Duration wait) {
        HttpRequest.Builder request = request(Paths.AGENT_DESIRED, credential)
                .header("Prefer", "wait=" + wait.toSeconds())
                .timeout(wait.plus(GRACE))
                .GET();
        return send(etag == null ? request : request.header("If-None-Match", etag));
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(URI.create(controller + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
    }

    private static BodyPublisher json(Object body) {
        return BodyPublishers.ofByteArray(Json.writeBytes(body));
    }

    private CompletableFuture<Said> send(HttpRequest.Builder request) {
        return http.sendAsync(request.build(), BodyHandlers.ofString())
                .thenApply(answer -> new Said(
                        answer.statusCode(), answer.headers().firstValue("ETag").orElse(null), answer.body()));
    }
}
