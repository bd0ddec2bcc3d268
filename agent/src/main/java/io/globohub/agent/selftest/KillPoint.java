package io.globohub.agent.selftest;

import java.util.List;

/** Where the agent is killed. */
public sealed interface KillPoint {
    /** Nowhere: the points it passes are listed. */
    record Nowhere() implements KillPoint {
        @Override
        public String toString() {
            return "not killed";
        }
    }

    /**
     * Before a durable act, and in the recovery from that before the next one, and so on; each by its name and how often
     * it was passed, as {@code rename:current#1}, or by number alone, as {@code any#17}.
     */
    record At(List<String> points) implements KillPoint {
        public At {
            points = List.copyOf(points);
        }

        public static At point(String point) {
            return new At(List.of(point));
        }

        @Override
        public String toString() {
            return String.join(", then ", points);
        }
    }

    /** From outside, so long after the change was asked for. */
    record After(int millis) implements KillPoint {
        @Override
        public String toString() {
            return "after " + millis + " ms";
        }
    }
}
