package io.globohub.agent.uplink;

import io.globohub.common.json.Json;
import io.globohub.common.protocol.Problem;
import java.io.IOException;
import java.util.Locale;
import okhttp3.Response;
import okio.BufferedSource;

/**
 * Turns what came over the wire into a {@link Reply}. Trusts nothing: the body is bounded, and only JSON of the
 * expected shape is an answer.
 */
final class AnswerReader {
    private static final int PROBLEM_BYTES = 64 * 1024;

    private AnswerReader() {}

    /** Makes a value of a good answer's body; an {@link IllegalArgumentException} says it is none. */
    interface Body<T> {
        T read(byte[] json, Response response);
    }

    static <T> Reply<T> read(Response response, int mostBytes, Body<T> body) throws IOException {
        int status = response.code();
        if (status == 304) {
            return new Reply.NotModified<>();
        }
        if (response.isRedirect()) {
            return new Reply.Unreachable<>("answered " + status + ", a redirect to '" + response.header("Location")
                    + "', which is not followed: name the controller itself");
        }
        if (status == 200 || status == 201) {
            return answer(response, mostBytes, body);
        }
        return refusal(response, status);
    }

    private static <T> Reply<T> answer(Response response, int mostBytes, Body<T> body) throws IOException {
        if (!isJson(response)) {
            return notOurs(response);
        }
        byte[] bytes = bounded(response, mostBytes);
        try {
            T value = body.read(bytes, response);
            if (value == null) {
                throw new IllegalArgumentException("it is empty");
            }
            return new Reply.Answer<>(value);
        } catch (IllegalArgumentException e) {
            return new Reply.Unreachable<>("gave an answer that is not understood: " + e.getMessage());
        }
    }

    private static <T> Reply<T> refusal(Response response, int status) throws IOException {
        if (!isJson(response)) {
            return notOurs(response);
        }
        Problem problem;
        try {
            problem = Json.readTolerant(bounded(response, PROBLEM_BYTES), Problem.class);
        } catch (IllegalArgumentException e) {
            return notOurs(response);
        }
        if (problem == null || problem.code() == null) {
            return notOurs(response);
        }
        boolean willPass = status >= 500 || status == 429 || status == 408;
        return willPass || status < 400
                ? new Reply.Unreachable<>("answered " + status + ": " + problem.detail())
                : new Reply.Refused<>(withStatus(problem, status));
    }

    private static Problem withStatus(Problem problem, int status) {
        return new Problem(
                problem.type(),
                problem.title(),
                status,
                problem.detail(),
                problem.instance(),
                problem.code(),
                problem.requestId(),
                problem.errors());
    }

    private static <T> Reply<T> notOurs(Response response) {
        String type = response.header("Content-Type");
        return new Reply.Unreachable<>("answered " + response.code() + " with "
                + (type == null ? "nothing readable" : type)
                + ", as no globoHUB controller does: is a proxy or another program at that address?");
    }

    private static boolean isJson(Response response) {
        String type = response.header("Content-Type");
        return type != null
                && (type.toLowerCase(Locale.ROOT).startsWith("application/json")
                        || type.toLowerCase(Locale.ROOT).startsWith(Problem.MEDIA_TYPE));
    }

    private static byte[] bounded(Response response, int mostBytes) throws IOException {
        BufferedSource source = response.body().source();
        if (source.request(mostBytes + 1L)) {
            throw new IOException("its answer is longer than " + mostBytes + " bytes");
        }
        return source.readByteArray();
    }
}
