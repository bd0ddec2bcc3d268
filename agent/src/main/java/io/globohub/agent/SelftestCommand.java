package io.globohub.agent;

import io.globohub.agent.cli.ExitCode;
import io.globohub.agent.selftest.CrashTest;
import io.globohub.agent.selftest.KillPoint;
import io.globohub.agent.selftest.Scenario;
import io.globohub.agent.selftest.Trial;
import io.globohub.common.time.Sleeper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Proves on this very host that the agent can be killed at any instant. */
@Command(
        name = "selftest",
        mixinStandardHelpOptions = true,
        description = "Kill an agent of its own at every durable act of every change, in a scratch directory, and check"
                + " that it recovers: the app serves exactly the old or the new version, and nothing that was"
                + " acknowledged is lost. Touches neither the agent nor the apps of this host, and leaves nothing.")
final class SelftestCommand implements Callable<Integer> {
    private final Map<String, String> environment;
    private final Clock clock;

    @Option(names = "--crash", description = "the test that there is: kill the agent anywhere")
    private boolean crash;

    @Option(
            names = "--root",
            paramLabel = "DIR",
            description = "make the scratch directory in this one (default: the system's for temporary files)")
    private Path root;

    @Option(names = "--sample", paramLabel = "N", description = "N points by chance instead of all, which takes hours")
    private Integer sample;

    @Option(names = "--seed", paramLabel = "N", description = "of chance, to repeat a sample")
    private Long seed;

    @Option(names = "--python", description = "interpreter for the app's environment (default: ${DEFAULT-VALUE})")
    private String python = "python3";

    @Option(names = "--wheels", paramLabel = "DIR", description = "take gunicorn from here instead of an index")
    private Path wheels;

    @Spec
    private CommandSpec spec;

    private int number;
    private int of;

    /** A point of a scenario. */
    private record Planned(Scenario scenario, KillPoint point) {}

    SelftestCommand(Map<String, String> environment, Clock clock) {
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!crash) {
            throw new ParameterException(spec.commandLine(), "say which test: there is --crash");
        }
        PrintWriter out = spec.commandLine().getOut();
        Path scratch = root == null
                ? Files.createTempDirectory("globohub-")
                : Files.createTempDirectory(Files.createDirectories(root), "globohub-");
        List<Trial> bad = new ArrayList<>();
        Path packages = wheels == null ? null : wheels.toRealPath();
        CrashTest test =
                new CrashTest(scratch, agentCommand(), environment, python, packages, clock, Sleeper.real(), trial -> {
                    print(out, trial);
                    if (!trial.isGood()) {
                        bad.add(trial);
                    }
                });
        CountDownLatch closed = new CountDownLatch(1);
        Thread self = Thread.currentThread();
        Thread onInterrupt = new Thread(() -> end(self, closed), "selftest-end");
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try (test) {
            List<Scenario> scenarios = List.of(Scenario.values());
            of = scenarios.size() + 1;
            List<Planned> plan = chosen(test.record(scenarios), new Random(seed == null ? clock.millis() : seed));
            number = 0;
            of = plan.size();
            for (Planned planned : plan) {
                test.run(planned.scenario(), planned.point());
            }
        } finally {
            closed.countDown();
        }
        Runtime.getRuntime().removeShutdownHook(onInterrupt);
        out.println(
                bad.isEmpty()
                        ? "good: the agent recovered from every kill"
                        : "BAD: " + bad.size() + " of " + of + " trials broke a promise");
        out.flush();
        return bad.isEmpty() ? ExitCode.OK.number() : ExitCode.FAILED.number();
    }

    private List<Planned> chosen(Map<Scenario, List<String>> points, Random random) {
        List<Planned> all = new ArrayList<>();
        points.forEach(
                (scenario, names) -> names.forEach(name -> all.add(new Planned(scenario, KillPoint.At.point(name)))));
        points.keySet().forEach(scenario -> {
            for (int n = 0; n < 5; n++) {
                List<String> names = points.get(scenario);
                all.add(new Planned(scenario, new KillPoint.After(random.nextInt(4000))));
                all.add(new Planned(
                        scenario,
                        new KillPoint.At(
                                List.of(names.get(random.nextInt(names.size())), "any#" + (1 + random.nextInt(60))))));
            }
        });
        if (sample == null) {
            return all;
        }
        Collections.shuffle(all, random);
        return all.subList(0, Math.min(sample, all.size()));
    }

    private void print(PrintWriter out, Trial trial) {
        number++;
        String outcome = !trial.isGood()
                ? "BROKEN"
                : trial.kills() == 0 ? "good, not killed" : "recovered from " + trial.kills();
        out.printf(
                Locale.ROOT,
                "%d/%d  %s, %s: %s (%.1f s)%n",
                number,
                of,
                trial.scenario(),
                trial.point(),
                outcome,
                trial.seconds());
        trial.broken().forEach(sentence -> out.println("    " + sentence));
        out.flush();
    }

    /** The same program, through the class that dies as ordered; small, since two of them share the host with apps. */
    static List<String> agentCommand() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                SelftestAgentMain.class.getName());
    }

    /** Ctrl-C: what is tried is broken off, and everything of it removed, before the program ends. */
    private static void end(Thread testing, CountDownLatch closed) {
        testing.interrupt();
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
