package io.globohub.agent.uplink;

import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Owns one named thread that does round after round until it is closed. A round that fails does not end it. */
final class Loop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final Duration AFTER_FAULT = Duration.ofSeconds(10);
    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    private final Bell bell;
    private final Supplier<Duration> round;
    private final Thread thread;
    private volatile boolean closed;

    /** @param round one round; says how long to pause after it */
    Loop(String threadName, Bell bell, Supplier<Duration> round) {
        this.bell = bell;
        this.round = round;
        this.thread = new Thread(this::run, threadName);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void wake() {
        bell.ring();
    }

    /** Lets the round in progress end, for a few seconds at most, then interrupts it. */
    @Override
    public void close() {
        closed = true;
        bell.ring();
        if (!thread.isAlive()) {
            return;
        }
        try {
            thread.join(LONGEST_END.toMillis());
            thread.interrupt();
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!closed) {
                bell.await(guarded());
            }
        } catch (InterruptedException e) {
            LOG.debug("{} was interrupted and ends", thread.getName());
        }
    }

    private Duration guarded() {
        try {
            return round.get();
        } catch (RuntimeException | Error e) {
            LOG.error("a round of {} failed; the next one is in {} s", thread.getName(), AFTER_FAULT.toSeconds(), e);
            return AFTER_FAULT;
        }
    }
}
