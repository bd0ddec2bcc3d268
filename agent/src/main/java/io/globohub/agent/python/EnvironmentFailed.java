package io.globohub.agent.python;

import io.globohub.common.state.Failure;
import io.globohub.common.state.Reason;
import java.util.List;

/** An environment could not be had, for a reason that a person can act on. */
public final class EnvironmentFailed extends Exception {
    private final transient Failure failure;
    private final boolean transientFault;

    public EnvironmentFailed(Failure failure, boolean transientFault) {
        super(failure.detail());
        this.failure = failure;
        this.transientFault = transientFault;
    }

    public EnvironmentFailed(Reason reason, String detail) {
        this(new Failure(reason, detail), false);
    }

    public EnvironmentFailed(Reason reason, String detail, List<String> evidence) {
        this(new Failure(reason, detail, evidence), false);
    }

    public Failure failure() {
        return failure;
    }

    /** Whether the same may succeed later by itself. */
    public boolean isTransient() {
        return transientFault;
    }
}
