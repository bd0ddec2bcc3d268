package io.globohub.controller.cli;

import io.globohub.common.json.Json;
import io.globohub.common.protocol.Problem;
import io.globohub.common.state.Reason;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** A controller that answers what it was told, so that each fault can be had at will. */
final class FakeController implements AutoCloseable {
    private final MockWebServer server = new MockWebServer();
    private final Map<String, Deque<MockResponse>> answers = new HashMap<>();
    private final List<RecordedRequest> requests = new ArrayList<>();

    FakeController() throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return answer(request);
            }
        });
        server.start();
    }

    private synchronized MockResponse answer(RecordedRequest request) {
        requests.add(request);
        Deque<MockResponse> prepared =
                answers.get(request.getMethod() + " " + request.getUrl().encodedPath());
        if (prepared == null) {
            return problem(404, Reason.NOT_FOUND, "there is nothing at " + request.getTarget());
        }
        // the last answer is given for ever
        return prepared.size() > 1 ? prepared.removeFirst() : prepared.getFirst();
    }

    String url() {
        String url = server.url("").toString();
        return url.substring(0, url.length() - 1);
    }

    /** @param route method and path, for example {@code GET /v1/fleet} */
    synchronized FakeController on(String route, MockResponse answer) {
        answers.computeIfAbsent(route, key -> new ArrayDeque<>()).addLast(answer);
        return this;
    }

    FakeController on(String route, String json) {
        return on(route, json(200, json).build());
    }

    FakeController onProblem(String route, int status, Reason reason, String detail) {
        return on(route, problem(status, reason, detail));
    }

    static MockResponse.Builder json(int status, String json) {
        return new MockResponse.Builder()
                .code(status)
                .setHeader("Content-Type", "application/json")
                .body(json);
    }

    static MockResponse problem(int status, Reason reason, String detail) {
        Problem problem = new Problem("/problems/x", "Title", status, detail, "/x", reason.code(), "req-7", null);
        return new MockResponse.Builder()
                .code(status)
                .setHeader("Content-Type", Problem.MEDIA_TYPE)
                .setHeader("X-Request-Id", "req-7")
                .body(Json.write(problem))
                .build();
    }

    /** What was asked, as {@code METHOD target}. */
    synchronized List<String> asked() {
        return requests.stream()
                .map(request -> request.getMethod() + " " + request.getTarget())
                .toList();
    }

    /** The requests of one method and path. */
    synchronized List<RecordedRequest> requests(String route) {
        return requests.stream()
                .filter(request -> (request.getMethod() + " " + request.getUrl().encodedPath()).equals(route))
                .toList();
    }

    static String bodyOf(RecordedRequest request) {
        return request.getBody() == null ? "" : request.getBody().utf8();
    }

    @Override
    public void close() {
        server.close();
    }
}
