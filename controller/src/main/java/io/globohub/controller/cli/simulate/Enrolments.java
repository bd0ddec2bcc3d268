package io.globohub.controller.cli.simulate;

import java.util.ArrayDeque;
import java.util.Deque;

/** Lets only so many enrolments be under way at once: each is a durable write of the controller. Thread-safe. */
final class Enrolments {
    private static final int AT_ONCE = 64;

    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int underWay;

    /** Begins {@code enrolment} now or when another has ended. */
    void run(Runnable enrolment) {
        synchronized (this) {
            if (underWay == AT_ONCE) {
                waiting.add(enrolment);
                return;
            }
            underWay++;
        }
        enrolment.run();
    }

    /** One has ended, well or not. */
    void ended() {
        Runnable next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                underWay--;
                return;
            }
        }
        next.run();
    }
}
