package io.globohub.controller.store;

import io.globohub.common.state.Reason;
import io.globohub.controller.records.Changes;
import io.globohub.controller.records.Refused;
import io.globohub.controller.records.Session;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. What waits in line is written in one transaction, each piece of work behind a savepoint
 * of its own, so that one fsync serves many (group commit) and a failing piece undoes only itself.
 */
final class WriteQueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WriteQueue.class);
    private static final int WAITING = 20_000;
    private static final int TOGETHER = 256;

    private final Jdbi jdbi;
    private final Clock clock;
    private final Sessions sessions;
    private final Told told;
    private final BlockingDeque<Work<?>> waiting = new LinkedBlockingDeque<>(WAITING);
    private final Thread thread;
    private volatile boolean closing;

    WriteQueue(Jdbi jdbi, Clock clock, Sessions sessions, Told told) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.sessions = sessions;
        this.told = told;
        this.thread = new Thread(this::loop, "store-writer");
        thread.start();
    }

    /** What a piece of work sees of the records. */
    interface Sessions {
        Session of(Handle handle, ChangeNotes notes, LedgerTail tail, SeenMark mark);
    }

    /** Who is told of changes. */
    interface Told {
        /** Inside the transaction: what is said here is heard if it is committed. */
        void before(Handle handle, Changes changes);

        /** After the commit, before whoever asked for the work gets an answer. */
        void after(Changes changes);
    }

    private static final class Work<T> {
        private final Function<Session, T> body;
        private final CompletableFuture<T> committed = new CompletableFuture<>();
        private T result;
        private Throwable failure;

        Work(Function<Session, T> body) {
            this.body = body;
        }

        void run(Session session) {
            result = body.apply(session);
        }

        void answer() {
            if (failure == null) {
                committed.complete(result);
            } else {
                committed.completeExceptionally(failure);
            }
        }
    }

    /** Runs {@code body} on the writer's thread and returns once it is committed. */
    <T> T write(Function<Session, T> body) {
        return await(body, waiting::offerLast);
    }

    /** The same, before all that waits. */
    <T> T writeAhead(Function<Session, T> body) {
        return await(body, waiting::offerFirst);
    }

    private <T> T await(Function<Session, T> body, Predicate<Work<?>> line) {
        if (Thread.currentThread() == thread) {
            throw new IllegalStateException("a write inside a write would wait for itself");
        }
        try {
            return submit(body, line).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused(Reason.UNAVAILABLE, "the controller is stopping");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Runs {@code body} on the writer's thread; what is given back ends there once it is committed. */
    <T> CompletableFuture<T> submit(Function<Session, T> body) {
        return submit(body, waiting::offerLast);
    }

    private <T> CompletableFuture<T> submit(Function<Session, T> body, Predicate<Work<?>> line) {
        Work<T> work = new Work<>(body);
        if (closing || !line.test(work)) {
            throw new Refused(Reason.UNAVAILABLE, "the store is closing or has too much to write; try again shortly");
        }
        return work.committed;
    }

    double waitingRatio() {
        return (double) waiting.size() / WAITING;
    }

    private void loop() {
        while (!closing || !waiting.isEmpty()) {
            try {
                Work<?> first = waiting.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    List<Work<?>> group = new ArrayList<>(List.of(first));
                    waiting.drainTo(group, TOGETHER - 1);
                    commit(group);
                }
            } catch (InterruptedException e) {
                closing = true;
            }
        }
    }

    private void commit(List<Work<?>> group) {
        try (Handle handle = jdbi.open()) {
            handle.begin();
            // taking the end of the ledger first puts the writers of all controllers in one line
            handle.execute("UPDATE ledger_end SET seq = seq WHERE id = 1");
            LedgerTail tail = new LedgerTail(handle, clock);
            SeenMark mark = new SeenMark(handle);
            ChangeNotes notes = new ChangeNotes();
            for (Work<?> work : group) {
                attempt(handle, tail, mark, work).ifPresent(notes::add);
            }
            tail.write();
            Changes changes = notes.toOthers();
            told.before(handle, changes);
            handle.commit();
            told.after(changes);
        } catch (RuntimeException e) {
            RuntimeException failure = failure(e, group.size());
            group.forEach(work -> work.failure = failure);
        }
        group.forEach(Work::answer);
    }

    private static RuntimeException failure(RuntimeException e, int pieces) {
        Optional<Refused> fault = StoreFaults.of(e);
        if (fault.isPresent()) {
            LOG.error(
                    "nothing of {} pieces of work was written: {}",
                    pieces,
                    fault.get().getMessage());
            return fault.get();
        }
        LOG.error("nothing of {} pieces of work was written", pieces, e);
        return new IllegalStateException("the store could not write", e);
    }

    /** What the work has changed; empty when it failed. */
    private Optional<ChangeNotes> attempt(Handle handle, LedgerTail tail, SeenMark mark, Work<?> work) {
        ChangeNotes notes = new ChangeNotes();
        handle.savepoint("piece");
        tail.begin();
        try {
            work.run(sessions.of(handle, notes, tail, mark));
            handle.releaseSavepoint("piece");
            return Optional.of(notes);
        } catch (RuntimeException | Error e) {
            if (StoreFaults.of(e).isPresent()) {
                // the database may have given up the whole transaction, so nothing of it counts
                throw e;
            }
            work.failure = e;
            handle.rollbackToSavepoint("piece");
            tail.undo();
            return Optional.empty();
        }
    }

    /** Writes what waits, then ends the thread. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
