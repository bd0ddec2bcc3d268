package io.globohub.controller.rollout;

/** Numbers of things as people say them. */
final class Many {
    private Many() {}

    static String hosts(long count) {
        return count == 1 ? "1 host" : count + " hosts";
    }

    static String batches(long count) {
        return count == 1 ? "1 batch" : count + " batches";
    }
}
