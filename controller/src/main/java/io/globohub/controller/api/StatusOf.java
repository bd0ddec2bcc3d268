package io.globohub.controller.api;

import io.globohub.common.state.Reason;

/** Which HTTP status a refusal has. Pure. */
final class StatusOf {
    private StatusOf() {}

    static int reason(Reason reason) {
        return switch (reason) {
            case UNAUTHORIZED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND,
                    HOST_NOT_FOUND,
                    APP_NOT_FOUND,
                    VERSION_NOT_FOUND,
                    PACK_NOT_FOUND,
                    MANIFEST_NOT_FOUND,
                    ROLLOUT_NOT_FOUND,
                    TOKEN_NOT_FOUND,
                    LOG_NOT_FOUND,
                    LOG_REQUEST_NOT_FOUND,
                    WEBHOOK_NOT_FOUND -> 404;
            case METHOD_NOT_ALLOWED -> 405;
            case CONFLICT, VERSION_CONFLICT, NAME_TAKEN, ROLLOUT_CONFLICT -> 409;
            case PRECONDITION_FAILED -> 412;
            case PAYLOAD_TOO_LARGE -> 413;
            case UNSUPPORTED_MEDIA_TYPE -> 415;
            case INVALID_MANIFEST,
                    INVALID_SELECTOR,
                    NO_HOSTS_SELECTED,
                    PACK_REJECTED,
                    DIGEST_MISMATCH,
                    SIGNATURE_INVALID,
                    WEBHOOK_FORBIDDEN,
                    IDEMPOTENCY_MISMATCH -> 422;
            case PRECONDITION_REQUIRED -> 428;
            case RATE_LIMITED -> 429;
            case INTERNAL_ERROR -> 500;
            case STORE_CORRUPT -> 500;
            case UNAVAILABLE -> 503;
            case DISK_FULL -> 507;
            default -> 400;
        };
    }

    /** The reason for what the server itself refuses with a bare status. */
    static Reason status(int status) {
        return switch (status) {
            case 404 -> Reason.NOT_FOUND;
            case 405 -> Reason.METHOD_NOT_ALLOWED;
            case 413 -> Reason.PAYLOAD_TOO_LARGE;
            case 415 -> Reason.UNSUPPORTED_MEDIA_TYPE;
            case 503 -> Reason.UNAVAILABLE;
            default -> status >= 500 ? Reason.INTERNAL_ERROR : Reason.BAD_REQUEST;
        };
    }
}
