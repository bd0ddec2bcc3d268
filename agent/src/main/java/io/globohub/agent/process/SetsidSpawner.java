package io.globohub.agent.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts through setsid(1), so that neither a signal to our session nor our end reaches the process. */
public final class SetsidSpawner implements Spawner {
    private final ProcessTable table;

    public SetsidSpawner(ProcessTable table) {
        this.table = table;
    }

    @Override
    public Spawned spawn(List<String> command, Path directory, Map<String, String> environment, Path output)
            throws IOException {
        Files.createDirectories(output.getParent());
        List<String> detached = new ArrayList<>(command.size() + 1);
        detached.add("setsid");
        detached.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(detached)
                .directory(directory.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(output.toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        // setsid executes the command in its own process, so pid and start time are already the command's
        ProcessId id = table.find(process.pid())
                .map(ProcessEntry::id)
                .orElseThrow(() -> new IOException(
                        "the process ended at once with code " + exitCode(process) + "; see " + output));
        return new Spawned(id, process.onExit().thenApply(Process::exitValue));
    }

    private static String exitCode(Process process) {
        return process.isAlive() ? "unknown" : Integer.toString(process.exitValue());
    }
}
