package io.globohub.common.time;

import java.time.Duration;

/** The only way to wait. The real one sleeps; a test's moves its clock. */
@FunctionalInterface
public interface Sleeper {
    void sleep(Duration duration) throws InterruptedException;

    /** Sleeps for real. */
    static Sleeper real() {
        return duration -> Thread.sleep(Math.max(0, duration.toMillis()));
    }
}
