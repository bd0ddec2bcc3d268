package io.globohub.common.protocol;

import java.util.List;

/**
 * An error over HTTP (RFC 9457, {@code application/problem+json}).
 *
 * @param code from {@link io.globohub.common.state.Reason}
 * @param detail what happened and what to do, for people
 * @param errors single places that are wrong, by JSON pointer
 */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        String code,
        String requestId,
        List<FieldError> errors) {
    public static final String MEDIA_TYPE = "application/problem+json";

    /** One wrong place of a request's body. */
    public record FieldError(String pointer, String detail) {}

    public Problem {
        errors = errors == null || errors.isEmpty() ? null : List.copyOf(errors);
    }
}
