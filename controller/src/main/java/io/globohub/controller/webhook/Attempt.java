package io.globohub.controller.webhook;

/**
 * How one attempt went.
 *
 * @param status what the other side answered, or null
 * @param detail what went wrong, or null
 */
record Attempt(Integer status, String detail) {
    private static final int GONE = 410;

    boolean isDelivered() {
        return status != null && status >= 200 && status < 300;
    }

    /** The receiver says that it is there no longer. */
    boolean isGone() {
        return status != null && status == GONE;
    }
}
