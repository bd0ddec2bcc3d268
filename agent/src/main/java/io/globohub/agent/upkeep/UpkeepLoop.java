package io.globohub.agent.upkeep;

import io.globohub.common.state.InstalledVersion;
import io.globohub.common.time.Sleeper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Owns the thread that keeps the disk in order; a fault ends a round and never the loop. */
public final class UpkeepLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UpkeepLoop.class);
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final long LONGEST_END_MILLIS = 5_000;

    private final Supplier<List<? extends Occupant>> occupants;
    private final Tidying tidying;
    private final ContentScrub scrub;
    private final Duration scrubPeriod;
    private final Sleeper sleeper;
    private final Thread thread;

    /** @param scrubPeriod between two looks at every file; zero for never */
    public UpkeepLoop(
            Supplier<List<? extends Occupant>> occupants,
            Tidying tidying,
            ContentScrub scrub,
            Duration scrubPeriod,
            Sleeper sleeper) {
        this.occupants = occupants;
        this.tidying = tidying;
        this.scrub = scrub;
        this.scrubPeriod = scrubPeriod;
        this.sleeper = sleeper;
        this.thread = new Thread(this::run, "upkeep");
        thread.setDaemon(true);
    }

    public UpkeepLoop start() {
        thread.start();
        return this;
    }

    private void run() {
        Duration sinceScrub = Duration.ZERO;
        // soon after the start, too: an agent that is restarted every hour looks at the files all the same
        Duration untilScrub = shorter(PERIOD, scrubPeriod);
        try {
            while (true) {
                Duration pause = scrubPeriod.isZero() ? PERIOD : shorter(PERIOD, untilScrub);
                sleeper.sleep(pause);
                sinceScrub = sinceScrub.plus(pause);
                tidy();
                if (!scrubPeriod.isZero() && sinceScrub.compareTo(untilScrub) >= 0) {
                    scrub();
                    sinceScrub = Duration.ZERO;
                    untilScrub = scrubPeriod;
                }
            }
        } catch (InterruptedException closing) {
            LOG.debug("upkeep ends");
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    void tidy() {
        try {
            tidying.tidy(occupants.get());
        } catch (IOException | RuntimeException e) {
            LOG.warn("the disk could not be tidied and will be in a minute: {}", e.toString());
        }
    }

    void scrub() throws InterruptedException {
        for (Occupant occupant : occupants.get()) {
            try {
                Optional<InstalledVersion> active = occupant.active();
                if (active.isPresent()) {
                    scrub.scrub(occupant.app(), active.get());
                }
            } catch (IOException | RuntimeException e) {
                LOG.warn("{}: its files could not be compared: {}", occupant.app(), e.toString());
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(LONGEST_END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
