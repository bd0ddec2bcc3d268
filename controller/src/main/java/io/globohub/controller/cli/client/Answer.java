package io.globohub.controller.cli.client;

import java.time.Instant;

/**
 * What came back from the controller.
 *
 * @param etag entity tag as sent, with its quotes, or null
 * @param requestId the server's name for the request, or null
 * @param date the server's clock, or null
 */
public record Answer(int status, String contentType, String etag, String requestId, Instant date, String body) {
    /** Whether this is what was asked for. */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
