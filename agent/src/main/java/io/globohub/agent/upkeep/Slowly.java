package io.globohub.agent.upkeep;

import io.globohub.agent.release.Scrub.Pace;
import io.globohub.common.time.Sleeper;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Works for a moment and rests three, so that reading every file takes a quarter of a core and of a disk. One thread. */
public final class Slowly implements Pace {
    private static final long WORK_MILLIS = 20;
    private static final int REST = 3;

    private final Sleeper sleeper;
    private final LongSupplier millis;
    private long since;

    /** @param millis a clock that is never set */
    public Slowly(Sleeper sleeper, LongSupplier millis) {
        this.sleeper = sleeper;
        this.millis = millis;
        this.since = millis.getAsLong();
    }

    @Override
    public void beforeFile() throws InterruptedException {
        long worked = millis.getAsLong() - since;
        if (worked >= WORK_MILLIS) {
            sleeper.sleep(Duration.ofMillis(worked * REST));
            since = millis.getAsLong();
        }
    }
}
