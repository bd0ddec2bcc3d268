package io.globohub.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.globohub.common.json.Json;
import io.globohub.controller.Controller;
import io.globohub.controller.ControllerConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Simulated agents against a real controller on a real database. */
class SimulateTest {
    @TempDir
    Path directory;

    Controller controller;
    Bench bench;

    @BeforeEach
    void startAndLogIn() throws IOException {
        ControllerConfig config = ControllerConfig.in(directory.resolve("data"))
                .listeningOn("127.0.0.1", 0)
                .withCheckinSeconds(1);
        controller = Controller.start(config, Clock.systemUTC());
        bench = new Bench(directory).at(Clock.systemUTC());
        bench.run("login", "http://127.0.0.1:" + controller.port(), "--token-file", "data/admin-token");
        Path app = Files.createDirectories(directory.resolve("desafio"));
        Files.writeString(app.resolve("app.py"), "app = None\n");
        Files.writeString(app.resolve("pack.yaml"), "app: desafio\nversion: \"1.0\"\n");
        bench.run("pack", "push", "desafio");
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    private record Running(Bench bench, ByteArrayOutputStream out, CompletableFuture<Integer> exit) {
        JsonNode summary() {
            return Json.tree(out.toString(StandardCharsets.UTF_8));
        }
    }

    private Running simulate(String... more) {
        Bench simulating = new Bench(directory).at(Clock.systemUTC());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String[] arguments = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(
                                "simulate", "--agents", "12", "--ramp", "0s", "--prefix", "sim", "-o", "json"),
                        java.util.stream.Stream.of(more))
                .toArray(String[]::new);
        CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(() -> simulating
                .run(new PrintStream(out, true, StandardCharsets.UTF_8), arguments)
                .exit());
        return new Running(simulating, out, exit);
    }

    private int hosts(String... filters) {
        String[] arguments = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("hosts", "list", "-o", "name"), java.util.stream.Stream.of(filters))
                .toArray(String[]::new);
        return bench.run(arguments).lines().size();
    }

    @Test
    void simulatedHostsAreDeployedToAndRetiredAtCtrlC() throws Exception {
        Running simulation = simulate("--deployment", "1s", "--slow", "0.2");
        await().atMost(Duration.ofSeconds(30)).until(() -> hosts("-l", "simulated=true", "--freshness", "fresh") == 12);

        assertThat(bench.run("rollout", "start", "desafio", "1.0", "-l", "simulated=true", "--batch", "100%", "--yes")
                        .exit())
                .isZero();
        assertThat(hosts("--app", "desafio", "--version", "1.0")).isEqualTo(12);

        simulation.bench().interrupt();
        assertThat(simulation.exit().get(60, TimeUnit.SECONDS)).isZero();
        JsonNode summary = simulation.summary();
        assertThat(summary.path("enrolled").asInt()).isEqualTo(12);
        assertThat(summary.path("deployments_succeeded").asInt()).isEqualTo(12);
        assertThat(summary.path("fan_out").path("hosts").asInt()).isEqualTo(12);
        assertThat(summary.path("checkins").path("count").asInt()).isPositive();
        assertThat(summary.path("failures")).isEmpty();
        assertThat(hosts()).isZero();
    }

    @Test
    void deploymentsFailAtTheRateAskedFor() throws Exception {
        Running simulation = simulate("--deployment", "0s", "--failure-rate", "1", "--keep");
        await().atMost(Duration.ofSeconds(30)).until(() -> hosts("--freshness", "fresh") == 12);

        assertThat(bench.run("rollout", "start", "desafio", "1.0", "--all", "--batch", "100%", "--yes")
                        .exit())
                .isEqualTo(21);

        simulation.bench().interrupt();
        assertThat(simulation.exit().get(60, TimeUnit.SECONDS)).isZero();
        assertThat(simulation.summary().path("deployments_failed").asInt()).isPositive();
        assertThat(hosts()).isEqualTo(12);
    }

    @Test
    void aShareThatIsNoneIsRefusedBeforeAnythingIsAsked() {
        Bench.Ran ran = bench.run("simulate", "--slow", "2");
        assertThat(ran.exit()).isEqualTo(65);
        assertThat(ran.err()).contains("--slow must be a share from 0 to 1");
    }
}
