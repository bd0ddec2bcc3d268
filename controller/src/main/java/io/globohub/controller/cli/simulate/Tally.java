package io.globohub.controller.cli.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What has happened so far in a simulation. Thread-safe. */
final class Tally {
    private static final int MOST_WINDOWS = 1000;
    /** Hosts told something within so long of each other were told by the same publish. */
    private static final Duration APART = Duration.ofSeconds(10);

    final LongAdder enrolled = new LongAdder();
    final LongAdder polls = new LongAdder();
    final LongAdder told = new LongAdder();
    final LongAdder events = new LongAdder();
    final LongAdder silences = new LongAdder();
    final LongAdder succeeded = new LongAdder();
    final LongAdder failed = new LongAdder();
    final AtomicInteger waiting = new AtomicInteger();
    final Latencies enrolments = new Latencies();
    final Latencies checkins = new Latencies();
    private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();
    private final Latencies checkinsInWindow = new Latencies();
    private final Deque<Window> windows = new ArrayDeque<>();
    private FanOut fanOut;
    private FanOut largest;

    /** A check-in was answered after so long. */
    void checkedIn(long nanos) {
        checkins.add(nanos);
        checkinsInWindow.add(nanos);
    }

    /** Ends a window of measurement and begins the next. */
    synchronized Window turnWindow(Instant now) {
        Window window =
                new Window(now, checkinsInWindow.spread(), waiting.get(), enrolled.sum(), told.sum(), allFailures());
        checkinsInWindow.clear();
        windows.add(window);
        if (windows.size() > MOST_WINDOWS) {
            windows.remove();
        }
        return window;
    }

    synchronized List<Window> windows() {
        return List.copyOf(windows);
    }

    /** How one publish spread: from the first host that was told to the last one. */
    record FanOut(Instant firstAt, Instant lastAt, long hosts) {
        double seconds() {
            return Duration.between(firstAt, lastAt).toMillis() / 1000.0;
        }
    }

    /** A host was told a new desired state. */
    synchronized void told(Instant at) {
        told.increment();
        boolean same = fanOut != null && !at.isAfter(fanOut.lastAt().plus(APART));
        fanOut = same ? new FanOut(fanOut.firstAt(), at, fanOut.hosts() + 1) : new FanOut(at, at, 1);
        largest = largest == null || fanOut.hosts() >= largest.hosts() ? fanOut : largest;
    }

    /** Of the publish that reached most hosts. */
    synchronized FanOut fanOut() {
        return largest;
    }

    /** A request failed; {@code how} such as {@code checkin: 503}. */
    void failure(String how) {
        failures.computeIfAbsent(how, word -> new LongAdder()).increment();
    }

    Map<String, Long> failures() {
        Map<String, Long> sums = new TreeMap<>();
        failures.forEach((how, count) -> sums.put(how, count.sum()));
        return sums;
    }

    long allFailures() {
        return failures.values().stream().mapToLong(LongAdder::sum).sum();
    }
}
