package io.globohub.controller.records;

import java.util.function.Consumer;

/**
 * Tells what was committed, by this controller or, where several share a database, by another. Thread-safe.
 *
 * <p>What this controller writes is told after its commit and before {@code Records.write} returns, so that whoever
 * wrote finds every listener informed. What others write is told as soon as the database says so, normally within
 * milliseconds; where it could not say so, {@code everything} is told.
 */
public interface ChangeFeed {
    /** Ends when closed. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * From now on {@code listener} is told of changes.
     *
     * @param listener called on a thread of the store, possibly on two at once: it must be quick and must not write;
     *     what it throws is logged
     */
    Subscription subscribe(Consumer<Changes> listener);
}
