package io.globohub.agent.python;

import io.globohub.agent.exec.Command;
import io.globohub.agent.exec.CommandResult;
import io.globohub.agent.exec.CommandRunner;
import io.globohub.common.state.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Proves an environment by what it holds and by what it can do, before anything relies on it. */
final class VenvProof {
    private static final int NO_GUNICORN = 10;
    private static final int NO_PKG_RESOURCES = 11;
    private static final int GUNICORN_BROKEN = 12;
    private static final int NO_MODULE = 13;

    private final CommandRunner commands;
    private final Map<String, String> agentEnvironment;
    private final Duration deadline;

    VenvProof(CommandRunner commands, Map<String, String> agentEnvironment, Duration deadline) {
        this.commands = commands;
        this.agentEnvironment = Map.copyOf(agentEnvironment);
        this.deadline = deadline;
    }

    /** Every file is as recorded; gives what is installed. */
    List<VenvMarker.InstalledPackage> proveFiles(Path venv) throws IOException, EnvironmentFailed {
        RecordWalk walk = RecordWalk.of(venv);
        if (!walk.faults().isEmpty()) {
            throw new EnvironmentFailed(
                    Reason.VENV_BROKEN,
                    walk.faults().size() + " files of the new environment are not as their packages say, the first: "
                            + walk.faults().get(0),
                    walk.faults());
        }
        return walk.packages();
    }

    /** gunicorn is there and can be imported. */
    void proveGunicorn(Path venv) throws EnvironmentFailed, InterruptedException {
        run(venv, venv, List.of("gunicorn"), "");
    }

    /** The entry point's module is there, in the pack or among the packages. It is not imported: that would run the app. */
    void proveEntryPoint(Path venv, Path pack, String entryPoint) throws EnvironmentFailed, InterruptedException {
        run(venv, pack, List.of("module", pack.toString(), entryPoint.replaceAll(":.*", "")), entryPoint);
    }

    private void run(Path venv, Path directory, List<String> asked, String entryPoint)
            throws EnvironmentFailed, InterruptedException {
        List<String> arguments =
                new ArrayList<>(List.of(venv.resolve("bin/python").toString(), "-I", "-c", Scripts.PROOF.text()));
        arguments.addAll(asked);
        CommandResult proof =
                commands.run(new Command(arguments, directory, ChildEnvironment.plain(agentEnvironment), deadline));
        if (proof.succeeded()) {
            return;
        }
        boolean spoke = proof.ending() == CommandResult.Ending.EXITED;
        throw switch (spoke ? proof.exitCode() : -1) {
            case NO_GUNICORN ->
                new EnvironmentFailed(
                        Reason.PACK_REJECTED,
                        "the requirements do not bring gunicorn: add a line such as gunicorn==20.0.4");
            case NO_PKG_RESOURCES ->
                new EnvironmentFailed(
                        Reason.SETUPTOOLS_TOO_NEW,
                        "gunicorn needs pkg_resources, which the installed setuptools does not have",
                        proof.lastLines());
            case GUNICORN_BROKEN ->
                new EnvironmentFailed(
                        Reason.VENV_BROKEN, "gunicorn cannot be imported: " + proof.lastLine(), proof.lastLines());
            case NO_MODULE ->
                new EnvironmentFailed(
                        Reason.ENTRY_POINT_MISSING,
                        "entry point '" + entryPoint + "': " + proof.lastLine() + " in the pack or its requirements");
            default ->
                new EnvironmentFailed(
                        Reason.VENV_BROKEN, "the Python of the environment does not work", proof.lastLines());
        };
    }
}
