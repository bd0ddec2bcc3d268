package io.globohub.agent.selftest;

import io.globohub.common.time.Sleeper;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A client that asks the app all the time, from a thread of its own, and counts the answers it did not get. */
final class Traffic implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(25);

    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final Thread thread;

    Traffic(int port, Sleeper sleeper) {
        this.thread = new Thread(() -> ask(port, sleeper), "traffic");
        thread.setDaemon(true);
        thread.start();
    }

    private void ask(int port, Sleeper sleeper) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                sent.incrementAndGet();
                if (Served.version(port).isEmpty()) {
                    lost.incrementAndGet();
                }
                sleeper.sleep(PAUSE);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    List<String> broken() {
        return lost.get() == 0 ? List.of() : List.of(lost + " of " + sent + " requests got no answer");
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
