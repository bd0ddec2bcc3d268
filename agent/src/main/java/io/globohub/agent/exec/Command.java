package io.globohub.agent.exec;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A program to run to its end.
 *
 * @param arguments the program and its arguments; they are visible to every user of the host, so nothing secret
 * @param directory working directory
 * @param environment all of it: nothing is inherited
 * @param deadline after which the program and everything it started is killed
 * @param onLine told each line of output as it comes, on another thread
 */
public record Command(
        List<String> arguments,
        Path directory,
        Map<String, String> environment,
        Duration deadline,
        Consumer<String> onLine) {
    public Command {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("a command needs a program");
        }
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("the deadline of " + arguments.get(0) + " must be positive");
        }
    }

    public Command(List<String> arguments, Path directory, Map<String, String> environment, Duration deadline) {
        this(arguments, directory, environment, deadline, line -> {});
    }

    /** The same, with each line of output told to {@code listener}. */
    public Command telling(Consumer<String> listener) {
        return new Command(arguments, directory, environment, deadline, listener);
    }
}
