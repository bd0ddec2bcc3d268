package io.globohub.agent.supervise;

import io.globohub.common.state.Failure;

/** What supervision wants done. */
public sealed interface Action {
    /** Start the active release. {@code again}: it ran before and died, so data in memory were lost. */
    record Start(boolean again) implements Action {}

    /** End the process gracefully, since it should not run. */
    record Stop() implements Action {}

    /** End the process, which no longer does its work; {@link Event.Died} follows. */
    record Replace(Failure failure) implements Action {}

    /** Ask every bound address. */
    record Probe() implements Action {}

    /** Tell that it died, and why. */
    record TellDeath(Failure failure) implements Action {}

    /** Tell that it died too often. */
    record TellCrashLoop(Failure failure) implements Action {}

    /** Tell that it does not answer any more. */
    record TellFailing(String detail) implements Action {}

    /** Tell that it answers again. */
    record TellRestored() implements Action {}
}
