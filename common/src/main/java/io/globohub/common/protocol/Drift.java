package io.globohub.common.protocol;

import io.globohub.common.manifest.AppName;

/** One difference between what is desired, installed and running of an app on a host. */
public record Drift(AppName app, Cause cause, String detail) {

    /** Why the facts differ. */
    public enum Cause {
        MISSING,
        UNEXPECTED,
        WRONG_VERSION,
        WRONG_STATE,
        MODIFIED,
        FAILED,
        STALE
    }
}
