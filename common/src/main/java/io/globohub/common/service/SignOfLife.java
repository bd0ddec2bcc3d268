package io.globohub.common.service;

import io.globohub.common.time.Sleeper;
import java.time.Duration;

/**
 * Says "alive" again and again, each time only after the program has proved it. A program that hangs in its proof says
 * nothing more, and systemd starts it anew. Owns one thread.
 */
public final class SignOfLife {
    private final ServiceNotice notice;
    private final Proof proof;
    private final Sleeper sleeper;
    private final Thread thread;

    /** Returns after the program has shown that it works; may block for as long as it does not. */
    @FunctionalInterface
    public interface Proof {
        boolean given();
    }

    private SignOfLife(ServiceNotice notice, Proof proof, Sleeper sleeper, Duration every) {
        this.notice = notice;
        this.proof = proof;
        this.sleeper = sleeper;
        this.thread = new Thread(() -> untilInterrupted(every), "sign-of-life");
        this.thread.setDaemon(true);
    }

    /** Does nothing where no service manager waits for signs of life. */
    public static SignOfLife start(ServiceNotice notice, Proof proof, Sleeper sleeper) {
        SignOfLife sign =
                new SignOfLife(notice, proof, sleeper, notice.aliveEvery().orElse(Duration.ZERO));
        if (notice.aliveEvery().isPresent()) {
            sign.thread.start();
        }
        return sign;
    }

    private void untilInterrupted(Duration every) {
        try {
            while (true) {
                if (proof.given()) {
                    notice.alive();
                }
                sleeper.sleep(every);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public void end() {
        thread.interrupt();
    }
}
