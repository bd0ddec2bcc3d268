package io.globohub.controller.cli.client;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A body that is sent in a few pieces with pauses between them, as over a bad line. */
final class DribblingBody implements Flow.Publisher<ByteBuffer> {
    private static final int PIECES = 4;

    private final byte[] bytes;
    private final Executor later;

    private DribblingBody(byte[] bytes, Duration over) {
        this.bytes = bytes;
        this.later =
                CompletableFuture.delayedExecutor(over.toMillis() / (PIECES - 1), TimeUnit.MILLISECONDS, Runnable::run);
    }

    static BodyPublisher of(byte[] bytes, Duration over) {
        return BodyPublishers.fromPublisher(new DribblingBody(bytes, over), bytes.length);
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        AtomicInteger sent = new AtomicInteger();
        subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long n) {
                // one piece for each request, however many were asked for: the reader asks again
                int piece = sent.getAndIncrement();
                if (piece == 0) {
                    give(0);
                } else if (piece < PIECES) {
                    later.execute(() -> give(piece));
                }
            }

            private void give(int piece) {
                int from = bytes.length * piece / PIECES;
                int to = bytes.length * (piece + 1) / PIECES;
                subscriber.onNext(ByteBuffer.wrap(Arrays.copyOfRange(bytes, from, to)));
                if (piece == PIECES - 1) {
                    subscriber.onComplete();
                }
            }

            @Override
            public void cancel() {
                sent.set(PIECES);
            }
        });
    }
}
