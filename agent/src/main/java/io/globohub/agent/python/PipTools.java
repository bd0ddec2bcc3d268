package io.globohub.agent.python;

import io.globohub.agent.exec.Command;
import io.globohub.agent.exec.CommandResult;
import io.globohub.agent.exec.CommandRunner;
import io.globohub.agent.release.HostLayout;
import io.globohub.common.disk.DurableFiles;
import io.globohub.common.disk.FileTrees;
import io.globohub.common.state.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The one pip that installs into all environments: the interpreter's own, made once, since putting pip into each
 * environment costs seconds. It appears under its name by one rename and is never changed. Thread-safe.
 */
final class PipTools {
    private static final String RUNNER = "pip_runner.py";

    private final HostLayout layout;
    private final CommandRunner commands;
    private final DurableFiles files;
    private final Clock clock;
    private final Map<String, String> agentEnvironment;
    private final Duration deadline;

    /**
     * @param runner the program that lends pip to another environment
     * @param sitePackages where pip lies
     */
    record Pip(Path runner, Path sitePackages) {}

    PipTools(
            HostLayout layout,
            CommandRunner commands,
            DurableFiles files,
            Clock clock,
            Map<String, String> agentEnvironment,
            Duration deadline) {
        this.layout = layout;
        this.commands = commands;
        this.files = files;
        this.clock = clock;
        this.agentEnvironment = Map.copyOf(agentEnvironment);
        this.deadline = deadline;
    }

    synchronized Pip pipOf(Interpreter interpreter) throws IOException, EnvironmentFailed, InterruptedException {
        String name = ".pip-" + interpreter.build() + "-" + interpreter.installer();
        Path home = layout.venvs().resolve(name);
        if (!Files.isRegularFile(home.resolve(RUNNER))) {
            make(interpreter, home);
        }
        List<Path> sites = RecordWalk.sitePackages(home);
        if (sites.size() != 1 || !Files.isDirectory(sites.get(0).resolve("pip"))) {
            FileTrees.delete(home);
            throw new EnvironmentFailed(
                    Reason.PYTHON_MISSING, interpreter.executable() + " made an environment without pip");
        }
        return new Pip(home.resolve(RUNNER), sites.get(0));
    }

    private void make(Interpreter interpreter, Path home) throws IOException, EnvironmentFailed, InterruptedException {
        Files.createDirectories(layout.staging());
        Path unfinished = layout.staging().resolve(home.getFileName().toString().substring(1) + "-" + clock.millis());
        FileTrees.delete(unfinished);
        FileTrees.delete(home);
        try {
            CommandResult made = commands.run(new Command(
                    List.of(interpreter.executable().toString(), "-I", "-m", "venv", unfinished.toString()),
                    layout.staging(),
                    ChildEnvironment.plain(agentEnvironment),
                    deadline));
            if (!made.succeeded()) {
                throw new EnvironmentFailed(
                        Reason.PYTHON_MISSING,
                        interpreter.executable() + " could not make an environment with pip: " + made.lastLine(),
                        made.lastLines());
            }
            files.write(
                    unfinished.resolve(RUNNER),
                    Scripts.PIP_RUNNER.text().getBytes(StandardCharsets.UTF_8),
                    "rw-r--r--");
            files.syncTree(unfinished);
            Files.createDirectories(layout.venvs());
            files.rename(unfinished, home);
        } finally {
            FileTrees.delete(unfinished);
        }
    }
}
