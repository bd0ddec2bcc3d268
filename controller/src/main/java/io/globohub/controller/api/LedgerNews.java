package io.globohub.controller.api;

/** Wakes who waits for new ledger entries, in this controller or another. Thread-safe. */
final class LedgerNews {
    private long told;
    private boolean closed;

    /** Something may be new. */
    synchronized void tell() {
        told++;
        notifyAll();
    }

    /** Nobody shall wait any more. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** How often something was told so far. */
    synchronized long told() {
        return told;
    }

    /** Waits until more than {@code heard} was told, or for {@code millis}, or until it is closed. */
    synchronized void await(long heard, long millis) throws InterruptedException {
        if (told == heard && !closed) {
            // an early end, for whatever reason, costs one look more
            wait(millis);
        }
    }
}
