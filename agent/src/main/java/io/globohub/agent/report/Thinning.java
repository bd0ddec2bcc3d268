package io.globohub.agent.report;

import io.globohub.common.event.EventKind;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Decides which waiting events are given up when there are too many. Pure. */
final class Thinning {
    private Thinning() {}

    /** A waiting event, without its content. */
    record Waiting(long seq, EventKind kind, int bytes) {}

    /**
     * How much may wait.
     *
     * @param segmentSpan sequence numbers that share a file
     */
    record Limits(int events, long bytes, int segmentSpan) {
        static final Limits DEFAULT = new Limits(10_000, 32L * 1024 * 1024, 100);
    }

    /**
     * The sequence numbers to give up: lightest first, then oldest, until a tenth of the room is free again, so that
     * not every further event thins anew.
     *
     * @param waiting by age, oldest first
     */
    static Set<Long> choose(Collection<Waiting> waiting, Limits limits) {
        int events = waiting.size();
        long bytes = waiting.stream().mapToLong(Waiting::bytes).sum();
        Set<Long> given = new HashSet<>();
        for (Weight weight : Weight.values()) {
            for (Waiting one : waiting) {
                boolean roomy = events <= limits.events() - Math.max(1, limits.events() / 10)
                        && bytes <= limits.bytes() - limits.bytes() / 10;
                if (Weight.of(one.kind()) == weight && (!roomy || weight == Weight.SUPERSEDED)) {
                    given.add(one.seq());
                    events--;
                    bytes -= one.bytes();
                }
            }
        }
        return given;
    }
}
