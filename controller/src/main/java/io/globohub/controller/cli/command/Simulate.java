package io.globohub.controller.cli.command;

import io.globohub.common.protocol.Role;
import io.globohub.common.protocol.TokenRequest;
import io.globohub.common.time.Sleeper;
import io.globohub.controller.cli.client.Api;
import io.globohub.controller.cli.client.Endpoint;
import io.globohub.controller.cli.outcome.CommandFailed;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.shell.Interrupts;
import io.globohub.controller.cli.shell.OutputOptions;
import io.globohub.controller.cli.shell.ServerOptions;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import io.globohub.controller.cli.simulate.Retirement;
import io.globohub.controller.cli.simulate.Scenario;
import io.globohub.controller.cli.simulate.Simulation;
import io.globohub.controller.cli.simulate.Window;
import io.globohub.controller.cli.view.SimulationView;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code globohub simulate}: many agents that only pretend, to see what a controller and its machine carry. */
@Command(
        name = "simulate",
        description = {
            "Many simulated agents against a real controller, for capacity planning.",
            "",
            "They enrol, check in with changing metrics as often as the controller asks, keep a long poll open, and"
                    + " pretend to deploy what rollouts tell them. At the end they are retired again. Use a controller"
                    + " on which nothing real depends, or at least the label simulated=true to keep rollouts apart."
        },
        footer = {
            "",
            "How much would 2,000 hosts cost?",
            "  globohub simulate --agents 2000 --duration 5m -o json > summary.json",
            "Meanwhile, elsewhere: globohub rollout start APP VERSION -l simulated=true --batch 25%%"
        })
public final class Simulate implements Verb {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration TOKEN_VALID = Duration.ofHours(1);
    private static final long END_SECONDS = 120;

    private final Shell shell;

    @Mixin
    final ServerOptions server = new ServerOptions();

    @Mixin
    final OutputOptions output = new OutputOptions();

    @Option(names = "--agents", paramLabel = "N", defaultValue = "100", description = "Hosts (${DEFAULT-VALUE}).")
    int agents;

    @Option(names = "--duration", paramLabel = "DURATION", description = "End after, such as 5m; else at Ctrl-C.")
    Duration duration;

    @Option(
            names = "--ramp",
            paramLabel = "DURATION",
            defaultValue = "10s",
            description = "Time over which the hosts enrol (${DEFAULT-VALUE}).")
    Duration ramp;

    @Option(
            names = "--slow",
            paramLabel = "SHARE",
            defaultValue = "0.01",
            description = "Hosts whose requests dribble in over 2 s; not part of the latencies (${DEFAULT-VALUE}).")
    double slow;

    @Option(
            names = "--flapping",
            paramLabel = "SHARE",
            defaultValue = "0.01",
            description = "Hosts that fall silent for 20 to 90 s, again and again (${DEFAULT-VALUE}).")
    double flapping;

    @Option(
            names = "--deployment",
            paramLabel = "DURATION",
            defaultValue = "15s",
            description = "How long a deployment takes, more or less (${DEFAULT-VALUE}).")
    Duration deployment;

    @Option(
            names = "--failure-rate",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Deployments that fail (${DEFAULT-VALUE}).")
    double failureRate;

    @Option(names = "--prefix", paramLabel = "NAME", description = "Of the hosts' names (sim- and the time).")
    String prefix;

    @Option(
            names = "--label",
            paramLabel = "KEY=VALUE",
            description = "Of every host, beside simulated=true and a zone; repeatable.")
    Map<String, String> labels = new LinkedHashMap<>();

    @Option(
            names = "--every",
            paramLabel = "DURATION",
            defaultValue = "5s",
            description = "Length of the windows measured apart (${DEFAULT-VALUE}).")
    Duration every;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Makes two runs alike.")
    long seed;

    @Option(
            names = "--enroll-token-file",
            paramLabel = "FILE",
            description = "Join with this token instead of one made for it, which needs an admin.")
    Path tokenFile;

    @Option(names = "--keep", description = "Leave the hosts enrolled at the end; retiring needs an admin.")
    boolean keep;

    public Simulate(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() throws InterruptedException {
        Scenario scenario = scenario();
        Api api = shell.api(server);
        Endpoint endpoint = api.client().endpoint();
        String token =
                tokenFile == null ? token(api, scenario) : shell.text(tokenFile).strip();
        // below the controller's own patience with idle connections: a request on one that it closes just then is lost
        System.setProperty("jdk.httpclient.keepalive.timeout", "20");
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Interrupts.Registration registration = shell.outside().interrupts().onInterrupt(() -> {
            interrupted.countDown();
            awaitQuietly(ended);
        });
        try (Simulation simulation = Simulation.start(scenario, endpoint, token, shell.clock())) {
            watch(simulation, interrupted);
            shell.show(SimulationView.sheet(simulation.summary()), output);
        } finally {
            if (!keep) {
                int retired = Retirement.of(api, scenario);
                shell.say(retired + " simulated hosts retired");
            }
            ended.countDown();
            registration.withdraw();
        }
        return ExitCode.OK;
    }

    private Scenario scenario() {
        Map<String, String> all = new LinkedHashMap<>(Map.of("simulated", "true"));
        all.putAll(labels);
        String name =
                prefix != null ? prefix : "sim-" + Long.toString(shell.now().getEpochSecond(), 36);
        try {
            return new Scenario(agents, name, all, ramp, slow, flapping, deployment, failureRate, seed);
        } catch (IllegalArgumentException e) {
            throw CommandFailed.invalid(e.getMessage(), "See 'globohub simulate --help'.");
        }
    }

    private static String token(Api api, Scenario scenario) {
        return api.createToken(Tokens.request(() -> new TokenRequest(
                        "simulate", Role.ENROLL, null, TOKEN_VALID.toSeconds(), scenario.agents(), null)))
                .value()
                .secret();
    }

    private void watch(Simulation simulation, CountDownLatch interrupted) throws InterruptedException {
        Sleeper sleeper = shell.outside().sleeper();
        Instant end = duration == null ? Instant.MAX : shell.now().plus(duration);
        Instant turn = shell.now().plus(every);
        while (interrupted.getCount() > 0 && shell.now().isBefore(end)) {
            sleeper.sleep(PAUSE);
            if (!shell.now().isBefore(turn)) {
                turn = turn.plus(every);
                Window window = simulation.turnWindow();
                shell.say(SimulationView.line(window, simulation.summary()));
            }
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            // Ctrl-C ends the program as soon as this returns: the summary and the retiring come first
            if (!latch.await(END_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
