package io.globohub.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.globohub.common.protocol.Freshness;
import io.globohub.common.protocol.HostDetail;
import io.globohub.testkit.RealParts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A controller and one agent, started from the built jars by the scripts in {@code bin}, with everything under one
 * directory. {@link #end} ends every process that belongs to that directory, gunicorn included.
 */
final class Programs {
    static final String HOST = "web-01";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path BIN = Path.of("bin").toAbsolutePath();
    private static final List<Path> JARS =
            List.of(Path.of("../agent/target/globohub-agent.jar"), Path.of("../controller/target/globohub.jar"));

    private final Path root;
    private final int controllerPort;
    private final String python;
    private RunningProgram controller;
    private RunningProgram agent;

    /** @param root an empty directory; its path must be short, sockets are below it */
    Programs(Path root) throws IOException {
        for (Path jar : JARS) {
            RealParts.require(Files.exists(jar), jar + " is not built: run mvn package first");
        }
        this.python = RealParts.python();
        this.root = root.toRealPath();
        this.controllerPort = RealParts.freePort();
        Files.createDirectories(logs());
        Files.createDirectories(hostRoot());
    }

    // where things are

    Path hostRoot() {
        return root.resolve("host");
    }

    /** Where the packs of an app are on the host. */
    Path installed(String app) {
        return hostRoot().resolve("globoHUB").resolve(app);
    }

    Path venvs() {
        return hostRoot().resolve("globoHUB/.venvs");
    }

    private Path logs() {
        return root.resolve("log");
    }

    private Path agentConfig() {
        return hostRoot().resolve("agent.yaml");
    }

    /** Where the controller is. */
    String url() {
        return "http://127.0.0.1:" + controllerPort;
    }

    // the controller

    void startController() throws IOException {
        controller = RunningProgram.start(
                List.of(
                        BIN.resolve("globohub").toString(),
                        "serve",
                        "--data",
                        root.resolve("controller").toString(),
                        "--port",
                        String.valueOf(controllerPort),
                        "--checkin-seconds",
                        "1"),
                environment(),
                root,
                logs().resolve("controller.log"));
        await("the controller answers").atMost(PATIENCE).until(() -> {
            assertThat(controller.isAlive()).as(controller.log()).isTrue();
            return healthy();
        });
    }

    RunningProgram controller() {
        return controller;
    }

    private boolean healthy() throws InterruptedException {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(url() + "/healthz")).build();
            return HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    void logIn() throws Exception {
        Path token = root.resolve("controller/admin-token");
        globohub("login", url(), "--token-file", token.toString()).succeeds();
    }

    // the agent

    void enroll(String... labels) throws Exception {
        Files.writeString(
                agentConfig(),
                "controllers: [\"" + url() + "\"]\nroot: " + hostRoot() + "\npython: " + python
                        + "\ncheckin_seconds: 1\nlabels: {" + String.join(", ", labels) + "}\n");
        Path token = Files.writeString(
                root.resolve("enroll-token"),
                globohub("enroll-token").succeeds().out());
        agent("enroll", "--name", HOST, "--token-file", token.toString()).succeeds();
        Files.delete(token);
    }

    /** Adds a line to the enrolled host's configuration, for its next start. */
    void configure(String line) throws IOException {
        Files.writeString(agentConfig(), line + "\n", StandardOpenOption.APPEND);
    }

    void startAgent() throws Exception {
        agent = RunningProgram.start(
                List.of(
                        BIN.resolve("globohub-agent").toString(),
                        "run",
                        "--config",
                        agentConfig().toString()),
                environment(),
                root,
                logs().resolve("agent.log"));
    }

    /** Waits until a started agent has checked in with what it sees. */
    void awaitCheckin() {
        await("the agent checks in")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    assertThat(agent.isAlive()).as(agent.log()).isTrue();
                    CommandResult shown = globohub("hosts", "show", HOST, "-o", "json");
                    return shown.exit() == 0
                            && shown.as(HostDetail.class).summary().freshness() == Freshness.FRESH
                            && shown.as(HostDetail.class).observation() != null;
                });
    }

    RunningProgram agent() {
        return agent;
    }

    HostDetail host() throws Exception {
        return globohub("hosts", "show", HOST, "-o", "json").as(HostDetail.class);
    }

    // commands

    /** Runs {@code globohub} to its end. */
    CommandResult globohub(String... arguments) throws IOException, InterruptedException {
        return run("globohub", List.of(arguments));
    }

    /** Starts {@code globohub} and does not wait for it; what it prints is its log. */
    RunningProgram globohubRunning(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(BIN.resolve("globohub").toString()));
        command.addAll(List.of(arguments));
        return RunningProgram.start(command, environment(), root, Files.createTempFile(logs(), "globohub", ".running"));
    }

    /** Runs {@code globohub-agent} to its end, with the host's configuration. */
    CommandResult agent(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--config");
        all.add(agentConfig().toString());
        return run("globohub-agent", all);
    }

    /** Runs {@code globohub-agent} to its end, with nothing said about a configuration. */
    CommandResult agentCommand(String... arguments) throws IOException, InterruptedException {
        return run("globohub-agent", List.of(arguments));
    }

    CommandResult push(String version) throws Exception {
        return globohub("pack", "push", "samples/desafio/" + version);
    }

    /** Rolls out to the one host and follows to the end. */
    CommandResult rollOut(String version, String... options) throws Exception {
        List<String> all = new ArrayList<>(
                List.of("rollout", "start", "desafio", version, "-l", "role=web", "--bake", "1", "--yes"));
        all.addAll(List.of(options));
        return run("globohub", all);
    }

    private CommandResult run(String program, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(BIN.resolve(program).toString()));
        command.addAll(arguments);
        Path out = Files.createTempFile(logs(), program, ".out");
        Path err = Files.createTempFile(logs(), program, ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment());
        Process process = builder.start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError(command + " did not end\n" + Files.readString(out) + Files.readString(err));
        }
        CommandResult result =
                new CommandResult(command, process.exitValue(), Files.readString(out), Files.readString(err));
        Files.delete(out);
        Files.delete(err);
        return result;
    }

    private Map<String, String> environment() {
        return Map.of("XDG_CONFIG_HOME", root.resolve("config").toString(), "NO_COLOR", "1");
    }

    // the end

    /** The live processes that work under this directory or name it, our own JVM left out. */
    List<ProcessHandle> processes() {
        return ProcessesUnder.directory(root);
    }

    /** Ends both programs and everything they started. */
    void end() throws InterruptedException {
        if (agent != null && agent.isAlive()) {
            agent.stop();
        }
        if (controller != null && controller.isAlive()) {
            controller.stop();
        }
        processes().forEach(ProcessHandle::destroy);
        await("gunicorn ends")
                .atMost(Duration.ofSeconds(40))
                .until(() -> processes().isEmpty());
    }
}
