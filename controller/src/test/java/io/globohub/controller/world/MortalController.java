package io.globohub.controller.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.protocol.EnrollRequest;
import io.globohub.common.protocol.EnrollResponse;
import io.globohub.common.protocol.Paths;
import io.globohub.common.protocol.Role;
import io.globohub.common.protocol.TokenRequest;
import io.globohub.common.protocol.TokenView;
import io.globohub.controller.cli.GlobohubMain;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A controller in a process of its own, on SQLite, that can be killed and started again on the same data. */
public final class MortalController implements AutoCloseable {
    private static final int LONGEST_START_SECONDS = 60;

    private final Path directory;
    private final int port;
    private final HttpClient client =
            HttpClient.newBuilder().version(Version.HTTP_1_1).build();
    private Process process;

    private MortalController(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    public static MortalController in(Path directory) throws IOException, InterruptedException {
        MortalController controller = new MortalController(directory, freePort());
        controller.start();
        return controller;
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private void start() throws IOException, InterruptedException {
        process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        GlobohubMain.class.getName(),
                        "serve",
                        "--data",
                        directory.toString(),
                        "--port",
                        Integer.toString(port),
                        "--checkin-seconds",
                        "1"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(directory
                        .resolveSibling(directory.getFileName() + ".log")
                        .toFile()))
                .start();
        for (int i = 0; i < LONGEST_START_SECONDS * 50; i++) {
            if (isReady()) {
                return;
            }
            assertThat(process.waitFor(20, TimeUnit.MILLISECONDS))
                    .as("the controller ended while it started")
                    .isFalse();
        }
        throw new AssertionError("the controller was not ready in time");
    }

    private boolean isReady() {
        try {
            return nobody().get(Paths.READYZ).status() == 200;
        } catch (AssertionError notYet) {
            return false;
        }
    }

    /** SIGKILL after {@code millis}, then a new process on the same data. */
    public void killAfter(long millis) throws IOException, InterruptedException {
        assertThat(process.waitFor(millis, TimeUnit.MILLISECONDS))
                .as("the controller ended by itself")
                .isFalse();
        process.destroyForcibly().waitFor();
        start();
    }

    public HttpCaller nobody() {
        return new HttpCaller(client, port, null);
    }

    public HttpCaller admin() {
        try {
            return new HttpCaller(
                    client,
                    port,
                    Files.readString(directory.resolve("admin-token")).strip());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A new host, enrolled and checked in once. */
    public FakeAgent host(String name) {
        TokenRequest request = new TokenRequest("for-" + name, Role.ENROLL, null, null, null, null);
        String secret = admin().post(Paths.TOKENS, request).as(TokenView.class).secret();
        EnrollResponse identity = new HttpCaller(client, port, secret)
                .post(Paths.AGENT_ENROLL, new EnrollRequest(name, Map.of("role", "web"), "0.1.0", "Debian 12"))
                .as(EnrollResponse.class);
        FakeAgent agent =
                new FakeAgent(new HttpCaller(client, port, identity.credential()), identity, Clock.systemUTC());
        agent.checkin();
        return agent;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
