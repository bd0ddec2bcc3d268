package io.globohub.controller.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class DesiredWaitersTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    @Test
    void onlyWhoWaitsForWhatHasChangedIsWoken() {
        try (DesiredWaiters waiters = new DesiredWaiters(1)) {
            CompletableFuture<Void> one = waiters.await("one", LONG);
            CompletableFuture<Void> other = waiters.await("other", LONG);

            waiters.changed(List.of("one"));

            await().until(one::isDone);
            assertThat(other).isNotDone();
            await().until(() -> waiters.count() == 1);
        }
    }

    @Test
    void whoNeedNotWaitAfterAllIsForgottenAtOnce() {
        try (DesiredWaiters waiters = new DesiredWaiters(1)) {
            CompletableFuture<Void> one = waiters.await("one", LONG);
            assertThat(waiters.count()).isEqualTo(1);

            one.cancel(false);

            assertThat(waiters.count()).isZero();
        }
    }

    @Test
    void whoComesWhileItClosesIsAnsweredAndNotFailed() {
        DesiredWaiters waiters = new DesiredWaiters(1);
        CompletableFuture<Void> early = waiters.await("one", LONG);
        waiters.close();

        assertThat(early).isCompleted();
        assertThat(waiters.await("one", LONG)).isCompleted();
        AtomicBoolean answered = new AtomicBoolean();
        waiters.executor().execute(() -> answered.set(true));
        assertThat(answered).isTrue();
    }
}
