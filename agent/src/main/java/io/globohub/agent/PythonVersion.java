package io.globohub.agent;

import io.globohub.agent.exec.Command;
import io.globohub.agent.exec.CommandResult;
import io.globohub.agent.exec.CommandRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Which Python environments are built with; asked once, on the thread that needs it first. */
final class PythonVersion {
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final CommandRunner commands;
    private final String python;
    private final Map<String, String> environment;
    private String value;
    private boolean asked;

    PythonVersion(CommandRunner commands, String python, Map<String, String> environment) {
        this.commands = commands;
        this.python = python;
        this.environment = Map.of("PATH", environment.getOrDefault("PATH", "/usr/bin:/bin"));
    }

    /** Such as {@code 3.11.2 (/usr/bin/python3)}, or null when there is none. */
    synchronized String value() {
        if (!asked) {
            asked = true;
            value = ask();
        }
        return value;
    }

    private String ask() {
        try {
            CommandResult answer = commands.run(new Command(
                    List.of(
                            python,
                            "-I",
                            "-c",
                            "import sys; print(sys.version.split()[0], '(' + sys.executable + ')')"),
                    Path.of("/"),
                    environment,
                    DEADLINE));
            return answer.succeeded() ? answer.lastLine() : null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
