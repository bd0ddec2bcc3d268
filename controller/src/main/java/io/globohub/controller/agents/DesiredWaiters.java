package io.globohub.controller.agents;

import io.globohub.controller.records.Changes;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Agents that wait for a new desired state or for people who want a log, and people who wait for lines of it. A waiting
 * one holds no thread; it is woken when its own host's desired state or requests change, or its request gets lines, on
 * threads of this class, so that whoever made the change does not write the answers. Thread-safe.
 */
public final class DesiredWaiters implements AutoCloseable {
    private final Map<String, Set<Waiter>> waiting = new ConcurrentHashMap<>();
    private final ExecutorService wakers;
    private volatile boolean closed;

    public DesiredWaiters(int threads) {
        this.wakers = Executors.newFixedThreadPool(threads, task -> new Thread(task, "desired-waker"));
    }

    /** One parked request; equal only to itself. */
    private static final class Waiter {
        private final CompletableFuture<Void> wake;

        Waiter(CompletableFuture<Void> wake) {
            this.wake = wake;
        }

        void wakeUp() {
            wake.complete(null);
        }
    }

    /**
     * Ends when there is news of it or {@code limit} is over; never fails, and may be cancelled.
     *
     * @param hostId of the host, or the id of a request for a log
     */
    public CompletableFuture<Void> await(String hostId, Duration limit) {
        if (closed) {
            return CompletableFuture.completedFuture(null);
        }
        Waiter waiter = new Waiter(new CompletableFuture<>());
        waiting.compute(hostId, (id, set) -> {
            Set<Waiter> waiters = set == null ? ConcurrentHashMap.newKeySet() : set;
            waiters.add(waiter);
            return waiters;
        });
        CompletableFuture<Void> news = waiter.wake
                .completeOnTimeout(null, limit.toMillis(), TimeUnit.MILLISECONDS)
                .thenRunAsync(() -> forget(hostId, waiter), this::onWaker);
        // whoever need not wait after all cancels, and then nothing of the above runs
        var unused = news.exceptionally(cancelled -> {
            forget(hostId, waiter);
            waiter.wakeUp();
            return null;
        });
        return news;
    }

    private void forget(String hostId, Waiter waiter) {
        waiting.computeIfPresent(hostId, (id, set) -> {
            set.remove(waiter);
            return set.isEmpty() ? null : set;
        });
    }

    /** Wakes whoever waits for one of these hosts. */
    public void changed(Collection<String> hostIds) {
        for (String hostId : hostIds) {
            waiting.getOrDefault(hostId, Set.of()).forEach(Waiter::wakeUp);
        }
    }

    /** Wakes whoever waits for something that has changed. */
    public void changed(Changes changes) {
        if (changes.everything()) {
            waiting.values().forEach(set -> set.forEach(Waiter::wakeUp));
        } else {
            changed(changes.desired());
            changed(changes.logs());
        }
    }

    /** Where answers that had to wait are written. */
    public Executor executor() {
        return this::onWaker;
    }

    /** Whoever comes while this closes gets an answer, too. */
    private void onWaker(Runnable answer) {
        try {
            wakers.execute(answer);
        } catch (RejectedExecutionException closing) {
            answer.run();
        }
    }

    /** How many wait. */
    public int count() {
        return waiting.values().stream().mapToInt(Set::size).sum();
    }

    /** Wakes all, so that every agent gets an answer before the server goes. */
    @Override
    public void close() {
        closed = true;
        waiting.values().forEach(set -> set.forEach(Waiter::wakeUp));
        wakers.shutdown();
        try {
            if (!wakers.awaitTermination(5, TimeUnit.SECONDS)) {
                wakers.shutdownNow();
            }
        } catch (InterruptedException e) {
            wakers.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
