package io.globohub.controller.records;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The durable memory of the controller. Thread-safe.
 *
 * <p>Writers run one after the other, so what a writer reads inside its work cannot change under it. An exception
 * leaves the work undone as a whole.
 */
public interface Records extends AutoCloseable {
    /** Looks at what was committed last. */
    <T> T read(Function<Session, T> work);

    /** Changes things; when this returns, the change is on disk. */
    <T> T write(Function<Session, T> work);

    /** As {@link #write}, before whatever waits to be written: for the few whose delay delays everybody. */
    <T> T writeAhead(Function<Session, T> work);

    /** As {@link #write}, without waiting: ends, on a thread of the store, when the change is on disk. */
    <T> CompletableFuture<T> submit(Function<Session, T> work);

    /** Tells what was committed, here or by another controller. */
    ChangeFeed changes();

    /** Whether this controller is the one that steps rollouts and watches hosts; always true where it is alone. */
    boolean leads();

    /** How full the line of those is who wait to write: 0 is empty, at 1 more are refused. */
    double waitingRatio();

    /** How large the database is: what it takes on its disk, without the log of what is being written. */
    long sizeBytes();

    /** Whether the store answers. */
    boolean answers();

    @Override
    void close();
}
