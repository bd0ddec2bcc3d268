package io.globohub.controller.world;

import com.fasterxml.jackson.core.type.TypeReference;
import io.globohub.common.json.Json;
import io.globohub.common.protocol.Problem;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** What the controller answered. */
public record HttpAnswer(HttpResponse<byte[]> response) {
    public int status() {
        return response.statusCode();
    }

    public String header(String name) {
        return response.headers().firstValue(name).orElse(null);
    }

    public byte[] bytes() {
        return response.body();
    }

    public String text() {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    public <T> T as(Class<T> type) {
        if (status() >= 300) {
            throw new AssertionError("expected success, got " + status() + ": " + text());
        }
        return Json.readStrict(text(), type);
    }

    public <T> T as(TypeReference<T> type) {
        if (status() >= 300) {
            throw new AssertionError("expected success, got " + status() + ": " + text());
        }
        return Json.readTolerant(text(), type);
    }

    public Problem problem() {
        if (!Problem.MEDIA_TYPE.equals(header("Content-Type"))) {
            throw new AssertionError("not a problem: " + status() + " " + header("Content-Type") + " " + text());
        }
        return Json.readStrict(text(), Problem.class);
    }
}
