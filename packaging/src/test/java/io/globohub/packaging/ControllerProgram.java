package io.globohub.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.globohub.testkit.RealParts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A controller, started by the script in {@code bin}, at a port of its own that it keeps. */
final class ControllerProgram {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path data;
    private final Path log;
    private final String scheme;
    private final List<String> options;
    private final int port = RealParts.freePort();
    private RunningProgram running;

    /** @param options beside data directory, port and pace */
    ControllerProgram(Path data, Path log, String scheme, List<String> options) {
        this.data = data;
        this.log = log;
        this.scheme = scheme;
        this.options = List.copyOf(options);
    }

    String url() {
        return scheme + "://127.0.0.1:" + port;
    }

    /** Of its first admin. */
    Path tokenFile() {
        return data.resolve("admin-token");
    }

    /** Starts it, also again on the same data, and waits until it listens: it does so last. */
    void start(Map<String, String> environment, Path directory) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of("bin").toAbsolutePath().resolve("globohub").toString(),
                "serve",
                "--data",
                data.toString(),
                "--port",
                String.valueOf(port),
                "--checkin-seconds",
                "1"));
        command.addAll(options);
        running = RunningProgram.start(command, environment, directory, log);
        await("the controller listens").atMost(PATIENCE).until(() -> {
            assertThat(running.isAlive()).as(running.log()).isTrue();
            return listens();
        });
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    RunningProgram running() {
        return running;
    }

    boolean isAlive() {
        return running != null && running.isAlive();
    }
}
