package io.globohub.controller.api;

import io.globohub.common.json.Json;
import io.globohub.common.protocol.Problem;
import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What the web server refuses before any route is looked for: ambiguous addresses, broken requests. */
final class ServerProblems extends ErrorHandler {
    @Override
    protected void generateResponse(
            Request request, Response response, int code, String message, Throwable cause, Callback callback) {
        String id = RequestId.fresh();
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
        response.getHeaders().put(RequestId.HEADER, id);
        response.write(
                true, ByteBuffer.wrap(body(code, message, request.getHttpURI().getPath(), id)), callback);
    }

    private static byte[] body(int status, String message, String path, String id) {
        String detail = message == null || message.isBlank() ? HttpStatus.getMessage(status) : message;
        return Json.writeBytes(Problems.problem(StatusOf.status(status), status, detail, path, id, List.of()));
    }
}
