package io.globohub.agent.selftest;

import io.globohub.agent.config.AgentConfigFile;
import io.globohub.agent.gunicorn.Masters;
import io.globohub.agent.gunicorn.Stopper;
import io.globohub.agent.process.ProcfsTable;
import io.globohub.agent.process.SetsidSpawner;
import io.globohub.agent.process.Signal;
import io.globohub.agent.process.Spawner;
import io.globohub.agent.release.HostLayout;
import io.globohub.agent.uplink.Credential;
import io.globohub.agent.uplink.CredentialFile;
import io.globohub.common.disk.CrashPoint;
import io.globohub.common.disk.DurableFiles;
import io.globohub.common.json.Json;
import io.globohub.common.time.Sleeper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A host under one directory, and its agent: a process of its own that can be killed. One thread at a time. */
final class ScratchHost implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Path root;
    private final HostLayout layout;
    private final Launch launch;
    private final Sleeper sleeper;
    private final ProcfsTable table = new ProcfsTable();
    private final DieAt.Orders orders;
    private Spawner.Spawned agent;
    private int order;

    /**
     * How the agent is started.
     *
     * @param command the words before the root directory
     * @param python interpreter for the environment
     * @param wheels where packages come from instead of an index, or null
     */
    record Launch(List<String> command, Map<String, String> environment, String python, Path wheels) {}

    ScratchHost(Path root, URI controller, Launch launch, Clock clock, Sleeper sleeper) throws IOException {
        this.root = root.toRealPath();
        this.layout = AgentConfigFile.layoutUnder(this.root);
        this.launch = launch;
        this.sleeper = sleeper;
        this.orders = DieAt.Orders.under(this.root);
        Map<String, Object> config = new TreeMap<>(Map.of(
                "root", this.root.toString(),
                "controllers", List.of(controller.toString()),
                "python", launch.python(),
                "checkin_seconds", 1));
        if (launch.wheels() != null) {
            config.put("pip", Map.of("find_links", List.of(launch.wheels().toString()), "no_index", true));
        }
        // JSON is YAML
        Files.writeString(this.root.resolve("agent.yaml"), Json.write(config));
        Files.createDirectories(layout.state());
        new CredentialFile(layout.credential(), new DurableFiles(CrashPoint.NONE))
                .write(new Credential(StandInController.HOST_ID, "selftest", "selftest-secret", clock.instant()));
    }

    HostLayout layout() {
        return layout;
    }

    ProcfsTable table() {
        return table;
    }

    Masters masters() {
        return new Masters(layout, table);
    }

    /** Starts the agent, which obeys the last order. */
    void startAgent() throws IOException {
        List<String> command = new java.util.ArrayList<>(launch.command());
        command.add(root.toString());
        agent = new SetsidSpawner(table).spawn(command, root, launch.environment(), root.resolve("agent.log"));
    }

    boolean agentRuns() {
        return agent != null && table.isAlive(agent.id());
    }

    /** Ends the agent with SIGKILL. */
    void killAgent() throws InterruptedException {
        if (agent != null) {
            table.signal(agent.id(), Signal.KILL);
            awaitAgentsEnd();
        }
    }

    /** Waits until the agent is dead; false when it lives on. */
    boolean awaitAgentsEnd() throws InterruptedException {
        for (long waited = 0; agentRuns(); waited += POLL.toMillis()) {
            if (waited >= PATIENCE.toMillis()) {
                return false;
            }
            sleeper.sleep(POLL);
        }
        return true;
    }

    /** Orders the agent, running or not, to die at {@code point}. */
    void dieAt(String point) throws IOException {
        order(" " + point);
    }

    void orderNothing() throws IOException {
        order(DieAt.Orders.NONE);
    }

    void orderRecording() throws IOException {
        order(DieAt.Orders.RECORD);
    }

    /** The number makes every order another one, from which points are counted anew. */
    private void order(String what) throws IOException {
        order++;
        Files.deleteIfExists(orders.noted());
        new DurableFiles(CrashPoint.NONE).write(orders.file(), (order + what).getBytes(StandardCharsets.UTF_8));
    }

    /** The points noted since the last order: all that were passed, or the one the agent died at. */
    List<String> noted() throws IOException {
        try {
            return Files.readAllLines(orders.noted());
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    /** What the agent has logged since it was started, last lines. */
    List<String> agentLog(int most) throws IOException {
        List<String> lines =
                Files.exists(root.resolve("agent.log")) ? Files.readAllLines(root.resolve("agent.log")) : List.of();
        return lines.subList(Math.max(0, lines.size() - most), lines.size());
    }

    /** Kills the agent and everything it has started. */
    @Override
    public void close() {
        try {
            killAgent();
            Stopper stopper = new Stopper(masters(), table, sleeper);
            stopper.endCandidates(TinyApp.NAME, Duration.ZERO);
            stopper.stopAll(TinyApp.NAME, Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
