package io.globohub.controller.cli.simulate;

import io.globohub.controller.cli.client.AgentLines;
import io.globohub.controller.cli.client.Endpoint;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;

/**
 * A fleet of simulated hosts at work, on a handful of threads however many hosts there are. Closing it ends them in the
 * middle of whatever they do. Thread-safe.
 */
public final class Simulation implements AutoCloseable {
    private static final String[] ZONES = {"a", "b", "c"};

    private final Scenario scenario;
    private final Clock clock;
    private final Instant startedAt;
    private final Tally tally = new Tally();
    private final ScheduledThreadPoolExecutor later;
    private final AgentLines lines;

    private Simulation(Scenario scenario, AgentLines lines, Clock clock) {
        this.lines = lines;
        this.scenario = scenario;
        this.clock = clock;
        this.startedAt = clock.instant();
        // what comes too late for a simulation that was closed is dropped
        this.later = new ScheduledThreadPoolExecutor(2, named("simulate-clock"), new DiscardPolicy());
        this.later.setRemoveOnCancelPolicy(true);
        this.later.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Starts the fleet of {@code scenario}; its hosts join with {@code enrollToken}, which needs a use for each. */
    public static Simulation start(Scenario scenario, Endpoint endpoint, String enrollToken, Clock clock) {
        Simulation simulation = new Simulation(scenario, new AgentLines(endpoint), clock);
        simulation.launch(enrollToken);
        return simulation;
    }

    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    private void launch(String enrollToken) {
        HostLoop.Surroundings around = new HostLoop.Surroundings(later, clock, tally, new Enrolments());
        SplittableRandom seeds = new SplittableRandom(scenario.seed());
        for (int i = 0; i < scenario.agents(); i++) {
            SplittableRandom random = seeds.split();
            int number = i + 1;
            boolean slow = random.nextDouble() < scenario.slowShare();
            boolean flapping = random.nextDouble() < scenario.flappingShare();
            SimulatedHost host = new SimulatedHost(scenario, tally, random.split(), clock.instant());
            HostLoop loop = new HostLoop(host, lines.line(), around, random.split(), slow, flapping);
            long offset = scenario.ramp().toMillis() * i / scenario.agents();
            // a host's step never fails: it schedules the next, or drops out of the simulation
            var unused = later.schedule(
                    () -> around.enrolments()
                            .run(() -> loop.enroll(enrollToken, scenario.name(number), labels(number))),
                    offset,
                    TimeUnit.MILLISECONDS);
        }
    }

    private Map<String, String> labels(int number) {
        Map<String, String> labels = new HashMap<>(scenario.labels());
        labels.putIfAbsent("zone", ZONES[number % ZONES.length]);
        return labels;
    }

    /** How it goes so far. */
    public Summary summary() {
        return Summary.of(tally, scenario, startedAt, clock.instant());
    }

    /** Ends the current window of measurement and begins the next. */
    public Window turnWindow() {
        return tally.turnWindow(clock.instant());
    }

    @Override
    public void close() {
        later.shutdownNow();
        lines.close();
    }
}
