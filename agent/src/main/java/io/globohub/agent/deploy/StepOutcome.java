package io.globohub.agent.deploy;

import io.globohub.common.state.Failure;

/** How a step ended. Expected failures are values; an exception out of a step is a fault of the agent. */
public sealed interface StepOutcome {
    /** It was done; {@code detail} says what, for people. */
    record Done(String detail) implements StepOutcome {}

    /** Nothing had to be done; {@code detail} says why. */
    record Skipped(String detail) implements StepOutcome {}

    /**
     * It could not be done.
     *
     * @param transientFault whether the same attempt may succeed later by itself (network), so that it is retried with
     *     backoff
     */
    record Failed(Failure failure, boolean transientFault) implements StepOutcome {
        public Failed(Failure failure) {
            this(failure, false);
        }
    }
}
