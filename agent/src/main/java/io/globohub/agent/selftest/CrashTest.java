package io.globohub.agent.selftest;

import io.globohub.common.disk.FileTrees;
import io.globohub.common.time.Sleeper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Kills a real agent at the points of every scenario and holds what comes of it to the promises. Works in a directory of
 * its own, leaves no process. One thread.
 */
public final class CrashTest implements AutoCloseable {
    private final Path root;
    private final ScratchHost.Launch launch;
    private final Clock clock;
    private final Sleeper sleeper;
    private final Consumer<Trial> told;
    private final Map<Scenario, List<String>> points = new LinkedHashMap<>();
    private World world;
    private int worlds;

    /**
     * @param root an empty directory, with a path short enough for sockets in it
     * @param agent the words that start an agent that dies as ordered, but for the root directory, which is added
     * @param python interpreter for the app's environment
     * @param wheels where packages come from instead of an index, or null
     * @param told each trial once it has ended
     */
    public CrashTest(
            Path root,
            List<String> agent,
            Map<String, String> environment,
            String python,
            Path wheels,
            Clock clock,
            Sleeper sleeper,
            Consumer<Trial> told) {
        this.root = root;
        this.launch = new ScratchHost.Launch(agent, environment, python, wheels);
        this.clock = clock;
        this.sleeper = sleeper;
        this.told = told;
    }

    /** Runs each scenario once without a kill; the points passed, in their order, each with its ordinal. */
    public Map<Scenario, List<String>> record(List<Scenario> scenarios) throws IOException, InterruptedException {
        // the first deployment of all makes what later ones find: it is no measure of them
        run(Scenario.FIRST_DEPLOYMENT, new KillPoint.Nowhere());
        for (Scenario scenario : scenarios) {
            Trial trial = run(scenario, new KillPoint.Nowhere());
            if (trial.isGood()) {
                points.put(scenario, world.points());
            }
        }
        return points;
    }

    /** Tries one change; the next one after a bad one begins on a new host. */
    public Trial run(Scenario scenario, KillPoint point) throws IOException, InterruptedException {
        if (world == null) {
            world = newWorld();
        }
        Trial trial = world.run(scenario, point);
        told.accept(trial);
        if (!trial.isGood()) {
            world.close();
            world = null;
        }
        return trial;
    }

    /** A host with nothing on it but the environments that an earlier one has built. */
    private World newWorld() throws IOException {
        Path before = root.resolve("h" + worlds).resolve("globoHUB");
        worlds++;
        Path home = Files.createDirectories(root.resolve("h" + worlds));
        for (String reused : List.of(".venvs", ".wheels")) {
            if (Files.exists(before.resolve(reused))) {
                Files.createDirectories(home.resolve("globoHUB"));
                Files.move(before.resolve(reused), home.resolve("globoHUB").resolve(reused));
            }
        }
        return new World(home, freePort(), launch, clock, sleeper);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** One point of each name that has none yet in {@code seen}, to which it is added. */
    public static List<String> oneOfEach(List<String> points, List<String> seen) {
        List<String> chosen = new ArrayList<>();
        for (String point : points) {
            if (!seen.contains(PointName.kind(point))) {
                seen.add(PointName.kind(point));
                chosen.add(point);
            }
        }
        return chosen;
    }

    /** Ends every process and removes every file of the test. */
    @Override
    public void close() throws IOException {
        if (world != null) {
            world.close();
            world = null;
        }
        FileTrees.delete(root);
    }
}
