package io.globohub.common.pack;

/** A pack that is malformed or hostile; the message says where and why. Nothing of it was used. */
public final class PackRejected extends Exception {
    public PackRejected(String message) {
        super(message);
    }

    public PackRejected(String message, Throwable cause) {
        super(message, cause);
    }
}
