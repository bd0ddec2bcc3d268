package io.globohub.agent.uplink;

import io.globohub.common.protocol.Problem;
import java.util.function.Function;
import java.util.function.Supplier;

/** How a question to the controllers ended. */
public sealed interface Reply<T> {

    /** The controller answered. */
    record Answer<T>(T value) implements Reply<T> {}

    /** What the agent has is still the newest. */
    record NotModified<T>() implements Reply<T> {}

    /** The controller understood and said no; asking again the same way will not help. */
    record Refused<T>(Problem problem) implements Reply<T> {}

    /** No controller gave a usable answer: none was reached, or what came was no answer of one. Try again later. */
    record Unreachable<T>(String detail) implements Reply<T> {}

    /** What to make of each way it can end: nobody can forget one. */
    default <R> R fold(
            Function<? super T, ? extends R> answered,
            Supplier<? extends R> notModified,
            Function<Problem, ? extends R> refused,
            Function<String, ? extends R> unreachable) {
        if (this instanceof Answer<T> answer) {
            return answered.apply(answer.value());
        }
        if (this instanceof Refused<T> no) {
            return refused.apply(no.problem());
        }
        if (this instanceof Unreachable<T> away) {
            return unreachable.apply(away.detail());
        }
        return notModified.get();
    }
}
