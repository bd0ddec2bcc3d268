package io.globohub.agent.python;

import io.globohub.agent.exec.Command;
import io.globohub.agent.exec.CommandResult;
import io.globohub.agent.exec.CommandRunner;
import io.globohub.common.json.Json;
import io.globohub.common.state.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Asks the configured Python who it is. */
public final class Interpreters {
    private final CommandRunner commands;
    private final String configured;
    private final Map<String, String> agentEnvironment;
    private final Duration deadline;

    /**
     * @param configured a path, or a name looked up on the PATH of {@code agentEnvironment}
     */
    public Interpreters(
            CommandRunner commands, String configured, Map<String, String> agentEnvironment, Duration deadline) {
        this.commands = commands;
        this.configured = configured;
        this.agentEnvironment = Map.copyOf(agentEnvironment);
        this.deadline = deadline;
    }

    /** The configured Python, or why there is none that can make environments. */
    public Interpreter find() throws EnvironmentFailed, InterruptedException {
        CommandResult answer = commands.run(new Command(
                List.of(configured, "-I", "-c", Scripts.INTERPRETER.text()),
                Path.of("/"),
                ChildEnvironment.plain(agentEnvironment),
                deadline));
        return switch (answer.ending()) {
            case NOT_STARTED ->
                throw new EnvironmentFailed(
                        Reason.PYTHON_MISSING,
                        "there is no Python '" + configured + "' on this host",
                        answer.lastLines());
            case DEADLINE ->
                throw new EnvironmentFailed(
                        Reason.PYTHON_MISSING,
                        "'" + configured + "' did not say its version within " + deadline.toSeconds() + " s",
                        answer.lastLines());
            case EXITED -> read(answer);
        };
    }

    private Interpreter read(CommandResult answer) throws EnvironmentFailed {
        if (!answer.succeeded()) {
            throw new EnvironmentFailed(
                    Reason.PYTHON_MISSING,
                    "'" + configured + "' cannot make environments: " + answer.lastLine(),
                    answer.lastLines());
        }
        try {
            return Json.readTolerant(answer.lastLine(), Interpreter.class);
        } catch (IllegalArgumentException e) {
            throw new EnvironmentFailed(
                    Reason.PYTHON_MISSING, "'" + configured + "' does not answer like a Python", answer.lastLines());
        }
    }
}
