package io.globohub.agent.supervise;

import io.globohub.common.state.Failure;

/** What can happen to a supervised process. */
public sealed interface Event {
    /** Time passed. */
    record Tick() implements Event {}

    /** The operator wants it to run. */
    record WantRunning() implements Event {}

    /** The operator wants it to stop. */
    record WantStopped() implements Event {}

    /** A live process of the app was found, or a deployment has just brought one into service. */
    record Found() implements Event {}

    /** The process is gone, or could not be started. */
    record Died(Failure failure) implements Event {}

    /** Every bound address answered as it should. */
    record ProbedWell() implements Event {}

    /** Some bound address did not; {@code silent}: there was no answer at all within the time allowed. */
    record ProbedBadly(String detail, boolean silent) implements Event {}
}
