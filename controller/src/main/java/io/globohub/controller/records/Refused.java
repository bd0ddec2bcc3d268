package io.globohub.controller.records;

import io.globohub.common.protocol.Problem;
import io.globohub.common.state.Reason;
import java.util.List;

/** A request that cannot be granted: nothing was changed. The message is fit for whoever asked. */
public final class Refused extends RuntimeException {
    private final Reason reason;
    private final transient List<Problem.FieldError> errors;

    public Refused(Reason reason, String sentence) {
        this(reason, sentence, List.of());
    }

    /** With the single places of the request's body that are wrong. */
    public Refused(Reason reason, String sentence, List<Problem.FieldError> errors) {
        super(sentence);
        this.reason = reason;
        this.errors = List.copyOf(errors);
    }

    public Reason reason() {
        return reason;
    }

    public List<Problem.FieldError> errors() {
        return errors;
    }
}
