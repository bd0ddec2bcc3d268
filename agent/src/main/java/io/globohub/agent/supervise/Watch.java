package io.globohub.agent.supervise;

import io.globohub.common.state.Phase;
import java.util.List;

/**
 * What supervision remembers of one app. Times in milliseconds of a monotonic clock.
 *
 * @param since when {@code phase} was entered
 * @param badProbes bad probes in a row
 * @param nextProbeAt when the next probe is due
 * @param retryAt when the next start is due; only in BACKOFF and CRASH_LOOP
 * @param streak deaths in a row without a stable time in between
 * @param restarts times of the restarts within the policy's window, oldest first
 */
public record Watch(
        Phase phase, long since, int badProbes, long nextProbeAt, long retryAt, int streak, List<Long> restarts) {
    public Watch {
        restarts = List.copyOf(restarts);
    }

    /** Nothing runs and nothing should. */
    public static Watch stopped(long now) {
        return new Watch(Phase.STOPPED, now, 0, Long.MAX_VALUE, Long.MAX_VALUE, 0, List.of());
    }

    /** A process that was just started, or found. */
    public static Watch starting(long now) {
        return new Watch(Phase.STARTING, now, 0, now, Long.MAX_VALUE, 0, List.of());
    }

    Watch in(Phase next, long now) {
        return next == phase ? this : new Watch(next, now, badProbes, nextProbeAt, retryAt, streak, restarts);
    }

    Watch withProbes(int bad, long nextAt) {
        return new Watch(phase, since, bad, nextAt, retryAt, streak, restarts);
    }

    Watch withStreak(int deaths) {
        return new Watch(phase, since, badProbes, nextProbeAt, retryAt, deaths, restarts);
    }

    Watch waiting(Phase next, long now, long until, List<Long> counted) {
        return new Watch(next, now, 0, Long.MAX_VALUE, until, streak + 1, counted);
    }

    Watch restarting(long now, List<Long> counted) {
        return new Watch(Phase.STARTING, now, 0, now, Long.MAX_VALUE, streak + 1, counted);
    }
}
