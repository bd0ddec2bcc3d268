package io.globohub.controller.api;

import io.globohub.common.json.Json;
import io.globohub.common.protocol.Page;
import io.globohub.common.state.Reason;
import io.globohub.controller.auth.Principal;
import io.globohub.controller.records.Refused;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;

/**
 * One request that passed the gate: who sent it, and typed ways to read it and to answer it.
 *
 * @param who allowed by the route's access rule
 */
record Call(Context ctx, Principal who, Query query) {
    static final String JSON = "application/json";

    /** The operator; the access rule admitted no one else. */
    Principal.Bearer bearer() {
        if (who instanceof Principal.Bearer bearer) {
            return bearer;
        }
        throw new Refused(Reason.FORBIDDEN, "this needs an operator's token");
    }

    /** The agent; the access rule admitted no one else. */
    Principal.Agent agent() {
        if (who instanceof Principal.Agent agent) {
            return agent;
        }
        throw new Refused(Reason.FORBIDDEN, "this needs a host's credential");
    }

    String path(String name) {
        return ctx.pathParam(name);
    }

    /** The body of an operator's request: a field that is not known is a typing error. */
    <T> T strictBody(Class<T> type) {
        return Json.readStrict(jsonText(), type);
    }

    /** The body of an agent's request: an agent may be newer and say more than is known here. */
    <T> T tolerantBody(Class<T> type) {
        T body = Json.readTolerant(jsonText(), type);
        if (body == null) {
            throw new Refused(Reason.BAD_REQUEST, "the body is null");
        }
        return body;
    }

    private String jsonText() {
        contentTypeMustBe(JSON);
        String text = ctx.body();
        if (text.isBlank() || text.strip().equals("null")) {
            throw new Refused(Reason.BAD_REQUEST, "the request needs a JSON body");
        }
        return text;
    }

    /** Refuses another content type; none at all is taken for the first. */
    void contentTypeMustBe(String... types) {
        String sent = ctx.contentType();
        String bare = sent == null ? types[0] : sent.split(";", 2)[0].strip();
        if (Arrays.stream(types).noneMatch(bare::equalsIgnoreCase)) {
            throw new Refused(Reason.UNSUPPORTED_MEDIA_TYPE, "send " + String.join(" or ", types) + ", not " + sent);
        }
    }

    /** Refuses a change whose {@code If-Match} is missing or names another state than {@code etag}. */
    void mustMatch(String etag) {
        List<String> sent = tags(ctx.header("If-Match"));
        if (sent.isEmpty()) {
            throw new Refused(
                    Reason.PRECONDITION_REQUIRED,
                    "send If-Match with the ETag you saw (now " + etag + "), or * to force");
        }
        if (!sent.contains("*") && !sent.contains(etag)) {
            throw new Refused(Reason.PRECONDITION_FAILED, "it has changed since: its ETag is now " + etag);
        }
    }

    /** Like {@link #mustMatch}, for what may also be done without having looked. */
    void matchesIfSaid(String etag) {
        if (!tags(ctx.header("If-Match")).isEmpty()) {
            mustMatch(etag);
        }
    }

    /** By which a repetition of this request is known; null when none was sent. */
    String idempotencyKey() {
        String header = ctx.header("Idempotency-Key");
        if (header != null && !header.matches("[\\x21-\\x7e]{1,128}")) {
            throw new Refused(Reason.BAD_REQUEST, "Idempotency-Key may have 1 to 128 visible ASCII characters");
        }
        return header;
    }

    /** Whether the sender has the state {@code etag} already. */
    boolean hasAlready(String etag) {
        List<String> sent = tags(ctx.header("If-None-Match"));
        return sent.contains("*") || sent.contains(etag);
    }

    /** A list of entity tags; weak ones count as strong, and quotes that were left off are added. */
    static List<String> tags(String header) {
        if (header == null || header.isBlank()) {
            return List.of();
        }
        return Arrays.stream(header.split(","))
                .map(String::strip)
                .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
                .map(tag -> tag.equals("*") || tag.startsWith("\"") ? tag : "\"" + tag + "\"")
                .toList();
    }

    void answer(Object body) {
        answer(200, body);
    }

    void answer(int status, Object body) {
        if (body instanceof Page<?> page) {
            PageAnswer.send(this, page);
            return;
        }
        ctx.status(status).contentType(JSON).result(Json.writeBytes(body));
    }

    void answer(int status, Object body, String etag) {
        ctx.header("ETag", etag);
        answer(status, body);
    }
}
