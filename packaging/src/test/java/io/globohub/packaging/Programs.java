package io.globohub.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.globohub.common.protocol.Freshness;
import io.globohub.common.protocol.HostDetail;
import io.globohub.testkit.Certificates;
import io.globohub.testkit.RealParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
    private final String python;
    private final List<ControllerProgram> controllers = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private Path authority;
    private RunningProgram agent;

    /** With one controller that talks plain HTTP. */
    Programs(Path root) throws IOException {
        this(root, "http", 1, List.of());
    }

    /** With one controller that talks TLS, with a certificate of an authority that only the two programs are told of. */
    static Programs overTls(Path root) throws IOException {
        Certificates authority = Certificates.authority(root, "authority");
        Certificates.Issued issued = authority.issue("controller", 30);
        Programs programs = new Programs(
                root,
                "https",
                1,
                List.of(
                        "--tls-cert",
                        issued.certificate().toString(),
                        "--tls-key",
                        issued.key().toString()));
        programs.authority = authority.file();
        programs.environment.put("GLOBOHUB_CA_FILE", authority.file().toString());
        return programs;
    }

    /** With so many controllers on one PostgreSQL. */
    static Programs sharing(Path root, String jdbcUrl, int count) throws IOException {
        Programs programs = new Programs(root, "http", count, List.of());
        programs.environment.put("GLOBOHUB_JDBC_URL", jdbcUrl);
        return programs;
    }

    /** @param root an empty directory; its path must be short, sockets are below it */
    private Programs(Path root, String scheme, int count, List<String> options) throws IOException {
        for (Path jar : JARS) {
            RealParts.require(Files.exists(jar), jar + " is not built: run mvn package first");
        }
        this.python = RealParts.python();
        this.root = root.toRealPath();
        Files.createDirectories(logs());
        Files.createDirectories(hostRoot());
        environment.put("XDG_CONFIG_HOME", this.root.resolve("config").toString());
        environment.put("NO_COLOR", "1");
        for (int i = 0; i < count; i++) {
            String name = i == 0 ? "controller" : "controller" + i;
            controllers.add(
                    new ControllerProgram(this.root.resolve(name), logs().resolve(name + ".log"), scheme, options));
        }
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

    /** Where the first controller is. */
    String url() {
        return controllers.get(0).url();
    }

    // the controller

    /** The first one. */
    void startController() throws IOException {
        startController(0);
    }

    void startController(int number) throws IOException {
        controllers.get(number).start(environment, root);
    }

    RunningProgram controller() {
        return controller(0);
    }

    RunningProgram controller(int number) {
        return controllers.get(number).running();
    }

    /** From now on commands go to this one. */
    void logInAt(int number) throws Exception {
        String token = controllers.get(0).tokenFile().toString();
        globohub("login", controllers.get(number).url(), "--token-file", token, "--name", "c" + number)
                .succeeds();
    }

    void logIn() throws Exception {
        globohub("login", url(), "--token-file", controllers.get(0).tokenFile().toString())
                .succeeds();
    }

    /** The secret with which {@link #logIn} logged in. */
    String adminToken() throws IOException {
        return Files.readString(controllers.get(0).tokenFile()).strip();
    }

    // the agent

    void enroll(String... labels) throws Exception {
        Files.writeString(
                agentConfig(),
                "controllers: ["
                        + String.join(
                                ", ",
                                controllers.stream()
                                        .map(one -> '"' + one.url() + '"')
                                        .toList())
                        + "]\n" + (authority == null ? "" : "ca_file: " + authority + "\n") + "root: " + hostRoot()
                        + "\npython: " + python
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
                environment,
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

    /** Starts a program that runs on; whoever starts it ends it. */
    RunningProgram start(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(BIN.resolve(program).toString()));
        command.addAll(List.of(arguments));
        return RunningProgram.start(command, environment, root, logs().resolve(program + "-started.log"));
    }

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
        return CommandResult.of(command, environment, Path.of("."));
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
        for (ControllerProgram controller : controllers) {
            if (controller.isAlive()) {
                controller.running().stop();
            }
        }
        processes().forEach(ProcessHandle::destroy);
        await("gunicorn ends")
                .atMost(Duration.ofSeconds(40))
                .until(() -> processes().isEmpty());
    }
}
