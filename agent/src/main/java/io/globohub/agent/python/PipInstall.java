package io.globohub.agent.python;

import io.globohub.agent.config.AgentConfig.PipConfig;
import io.globohub.agent.exec.Command;
import io.globohub.agent.exec.CommandResult;
import io.globohub.agent.exec.CommandRunner;
import io.globohub.common.disk.FileTrees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One run of pip that installs requirements into an empty environment. */
final class PipInstall {
    // gunicorn 20 needs pkg_resources, which setuptools no longer has from 82 on, and warns of from 81 on
    private static final String CONSTRAINT = "setuptools<81\n";

    private static final String LOG = "pip.log";
    private static final int MAX_UNREACHABLE = 10;

    private final CommandRunner commands;
    private final PipConfig config;
    private final Path wheelCache;
    private final Map<String, String> agentEnvironment;
    private final Duration deadline;

    PipInstall(
            CommandRunner commands,
            PipConfig config,
            Path wheelCache,
            Map<String, String> agentEnvironment,
            Duration deadline) {
        this.commands = commands;
        this.config = config;
        this.wheelCache = wheelCache;
        this.agentEnvironment = Map.copyOf(agentEnvironment);
        this.deadline = deadline;
    }

    /**
     * Installs everything or throws.
     *
     * @param scratch a directory of this run's own, emptied before and removed after
     */
    void into(Path venv, Requirements requirements, PipTools.Pip pip, Path scratch, Consumer<String> progress)
            throws IOException, EnvironmentFailed, InterruptedException {
        FileTrees.delete(scratch);
        Files.createDirectories(scratch);
        try {
            CommandResult result = commands.run(new Command(
                            arguments(venv, requirements, pip, scratch),
                            requirements.file().getParent(),
                            ChildEnvironment.ofPip(agentEnvironment, config, scratch),
                            deadline)
                    .telling(line -> progress.accept(PipError.redact(line))));
            if (!result.succeeded()) {
                PipError.Meaning meaning =
                        PipError.of(result, unreachableIn(scratch.resolve(LOG)), deadline.toSeconds());
                throw new EnvironmentFailed(meaning.failure(), meaning.transientFault());
            }
        } finally {
            FileTrees.delete(scratch);
        }
    }

    /** pip tells only its log that an index did not answer; aloud it says that there is no such distribution. */
    private static List<String> unreachableIn(Path log) throws IOException {
        if (!Files.exists(log)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.contains("Could not fetch URL"))
                    .map(String::strip)
                    .distinct()
                    .limit(MAX_UNREACHABLE)
                    .toList();
        }
    }

    private List<String> arguments(Path venv, Requirements requirements, PipTools.Pip pip, Path scratch)
            throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                venv.resolve("bin/python").toString(),
                "-I",
                pip.runner().toString(),
                pip.sitePackages().toString(),
                "install",
                "--no-input",
                "--no-compile",
                "--disable-pip-version-check",
                "--no-warn-script-location",
                "--progress-bar=off",
                // in isolation, since the environment has no setuptools to build with
                "--use-pep517",
                "--log=" + scratch.resolve(LOG),
                "--cache-dir=" + wheelCache));
        requirements.wheels().ifPresent(wheels -> {
            arguments.add("--find-links=" + wheels);
            arguments.add("--no-index");
        });
        if (requirements.isHashed()) {
            arguments.add("--require-hashes");
        } else if (!requirements.names("setuptools")) {
            Path constraints = scratch.resolve("constraints.txt");
            Files.writeString(constraints, CONSTRAINT);
            arguments.add("--constraint=" + constraints);
        }
        arguments.add("--requirement=" + requirements.file());
        return arguments;
    }
}
