package io.globohub.controller;

import io.globohub.common.state.Reason;
import io.globohub.controller.records.Refused;

/** Something stands against using a data directory or database; the message says what, the reason what to do. */
public final class CannotStart extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    CannotStart(Refused refused) {
        super(refused.getMessage(), refused);
        this.reason = refused.reason();
    }

    public Reason reason() {
        return reason;
    }
}
