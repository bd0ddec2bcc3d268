package io.globohub.controller.api;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes who waits for new ledger entries, in this controller or another. Thread-safe. */
final class LedgerNews {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final AtomicLong told = new AtomicLong();
    private volatile boolean closed;

    /** Something may be new. */
    void tell() {
        change(told::incrementAndGet);
    }

    /** Nobody shall wait any more. */
    void close() {
        change(() -> closed = true);
    }

    private void change(Runnable what) {
        lock.lock();
        try {
            what.run();
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        return closed;
    }

    /** How often something was told so far. */
    long told() {
        return told.get();
    }

    /** Waits until more than {@code heard} was told, or for {@code millis}, or until it is closed. */
    void await(long heard, long millis) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (told.get() == heard && !closed && left > 0) {
                left = news.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
