package io.globohub.agent.uplink;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Waits for a time to pass or for somebody to ring; many rings before a wait are one. Thread-safe. */
public interface Bell {
    /** Ends the current wait, or else the next one at once. */
    void ring();

    void await(Duration longest) throws InterruptedException;

    /** Waits for real. */
    static Bell real() {
        Semaphore rings = new Semaphore(0);
        return new Bell() {
            @Override
            public void ring() {
                rings.release();
            }

            @Override
            public void await(Duration longest) throws InterruptedException {
                if (rings.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                    rings.drainPermits();
                }
            }
        };
    }
}
