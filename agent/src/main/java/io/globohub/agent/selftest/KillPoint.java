package io.globohub.agent.selftest;

/** Where the agent is killed. */
public sealed interface KillPoint {
    /** Nowhere: the points it passes are listed. */
    record Nowhere() implements KillPoint {
        @Override
        public String toString() {
            return "not killed";
        }
    }

    /** Before a durable act, by its name and how often it was passed: {@code rename:current#1}. */
    record At(String point) implements KillPoint {
        @Override
        public String toString() {
            return point;
        }
    }

    /** There, and once more in the recovery, at the n-th durable act of it. */
    record Twice(String point, int recovery) implements KillPoint {
        @Override
        public String toString() {
            return point + ", again at act " + recovery + " of the recovery";
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
