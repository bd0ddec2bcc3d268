package io.globohub.testkit;

import io.globohub.common.time.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock moved by hand, and the sleeper that moves it. Thread-safe. */
public final class TestClock extends Clock implements Sleeper {
    private Instant now;

    public TestClock(Instant start) {
        this.now = start;
    }

    /** Starts at an ordinary moment. */
    public static TestClock start() {
        return new TestClock(Instant.parse("2026-01-01T00:00:00Z"));
    }

    public synchronized void advance(Duration duration) {
        now = now.plus(duration);
    }

    @Override
    public void sleep(Duration duration) {
        advance(duration);
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new IllegalArgumentException("this clock is UTC");
    }
}
