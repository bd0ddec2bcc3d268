package io.globohub.controller.api;

import io.globohub.common.json.Json;
import io.globohub.common.json.MalformedJson;
import io.globohub.common.protocol.Problem;
import io.globohub.common.state.Reason;
import io.globohub.controller.records.Refused;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.io.EofException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever goes wrong into {@code application/problem+json}; no stack trace leaves the server. */
final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private Problems() {}

    static void register(RoutesConfig routes) {
        routes.exception(
                Refused.class, (refused, ctx) -> write(ctx, refused.reason(), refused.getMessage(), refused.errors()));
        routes.exception(
                MalformedJson.class,
                (malformed, ctx) -> write(
                        ctx,
                        Reason.BAD_REQUEST,
                        malformed.getMessage(),
                        malformed.pointer().isEmpty()
                                ? List.of()
                                : List.of(new Problem.FieldError(malformed.pointer(), malformed.getMessage()))));
        routes.exception(HttpResponseException.class, Problems::ofServer);
        // the sender is gone, or was cut off: nobody reads this answer, and the server is well
        routes.exception(ClosedChannelException.class, (gone, ctx) -> cutOff(ctx));
        routes.exception(EofException.class, (gone, ctx) -> cutOff(ctx));
        routes.exception(Exception.class, (failure, ctx) -> {
            if (failure instanceof IOException && isDiskFull(failure.getMessage())) {
                LOG.error("{} {} met a full disk: {}", ctx.method(), ctx.path(), failure.getMessage());
                write(ctx, Reason.DISK_FULL, "the controller's disk is full: nothing of this was kept", List.of());
                return;
            }
            LOG.error("{} {} failed, request {}", ctx.method(), ctx.path(), RequestId.of(ctx), failure);
            write(ctx, Reason.INTERNAL_ERROR, "the server failed at this request", List.of());
        });
    }

    private static boolean isDiskFull(String message) {
        return message != null
                && (message.contains("No space left on device") || message.contains("Disk quota exceeded"));
    }

    private static void cutOff(Context ctx) {
        LOG.debug("{} {} was broken off, request {}", ctx.method(), ctx.path(), RequestId.of(ctx));
        write(ctx, Reason.BAD_REQUEST, "the request was broken off", List.of());
    }

    private static void ofServer(HttpResponseException refused, Context ctx) {
        Reason reason = StatusOf.status(refused.getStatus());
        String detail = switch (reason) {
            case NOT_FOUND -> "there is nothing at " + ctx.path();
            case METHOD_NOT_ALLOWED -> ctx.method() + " is not possible at " + ctx.path();
            case PAYLOAD_TOO_LARGE -> "the body is larger than the " + HttpServer.MAX_BODY_BYTES + " bytes allowed";
            default -> refused.getMessage();
        };
        if (reason == Reason.METHOD_NOT_ALLOWED) {
            String allowed = refused.getDetails().getOrDefault("availableMethods", "");
            ctx.header("Allow", allowed);
            detail += "; possible: " + allowed;
        }
        write(ctx, reason, detail, List.of());
    }

    private static void write(Context ctx, Reason reason, String detail, List<Problem.FieldError> errors) {
        int status = StatusOf.reason(reason);
        if (reason == Reason.UNAUTHORIZED) {
            ctx.header("WWW-Authenticate", "Bearer realm=\"globohub\"");
        }
        if (reason == Reason.UNAVAILABLE) {
            ctx.header("Retry-After", "2");
        }
        ctx.status(status)
                .contentType(Problem.MEDIA_TYPE)
                .result(Json.writeBytes(problem(reason, status, detail, ctx.path(), RequestId.of(ctx), errors)));
    }

    static Problem problem(
            Reason reason, int status, String detail, String path, String requestId, List<Problem.FieldError> errors) {
        String slug = reason.code().replace('_', '-');
        String title = reason.code().replace('_', ' ');
        return new Problem(
                "/problems/" + slug,
                title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1),
                status,
                detail,
                path,
                reason.code(),
                requestId,
                errors);
    }
}
