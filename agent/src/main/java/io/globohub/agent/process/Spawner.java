package io.globohub.agent.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Starts processes that outlive the agent: own session, no pipe between them and us. */
public interface Spawner {
    /**
     * A process that was started.
     *
     * @param exitCode completes with its exit code (128 + n when signal n ended it)
     */
    record Spawned(ProcessId id, CompletableFuture<Integer> exitCode) {}

    /**
     * @param environment the exact environment; nothing of the agent's own is added
     * @param output file that takes standard output and standard error, emptied first
     */
    Spawned spawn(List<String> command, Path directory, Map<String, String> environment, Path output)
            throws IOException;
}
