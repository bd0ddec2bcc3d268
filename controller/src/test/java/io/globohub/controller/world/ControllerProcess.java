package io.globohub.controller.world;

import static org.awaitility.Awaitility.await;

import io.globohub.controller.cli.GlobohubMain;
import java.io.File;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A controller in a process of its own, as operators start it: {@code globohub serve}. */
public final class ControllerProcess implements AutoCloseable {
    private static final Pattern LISTENS = Pattern.compile("controller listens on http://127\\.0\\.0\\.1:(\\d+)");

    private final Process process;
    private final Path data;
    private final Path output;
    private final int port;

    /** @param environment added to the process's own, such as {@code GLOBOHUB_JDBC_URL} */
    public static ControllerProcess serve(Path data, Map<String, String> environment, String... options)
            throws IOException {
        return new ControllerProcess(data, environment, options);
    }

    private ControllerProcess(Path data, Map<String, String> environment, String... options) throws IOException {
        this.data = data;
        Files.createDirectories(data);
        this.output = Files.createTempFile(data, "serve", ".log");
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx192m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                GlobohubMain.class.getName(),
                "serve",
                "--data",
                data.toString(),
                "--port",
                "0"));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(new File("/dev/null"));
        builder.environment().putAll(environment);
        this.process = builder.start();
        this.port = listening();
    }

    private int listening() {
        await("the start of a controller")
                .atMost(Duration.ofSeconds(90))
                .until(() -> !process.isAlive() || LISTENS.matcher(log()).find());
        Matcher matcher = LISTENS.matcher(log());
        if (!matcher.find()) {
            throw new AssertionError("the controller did not start: " + log());
        }
        return Integer.parseInt(matcher.group(1));
    }

    public int port() {
        return port;
    }

    public String log() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Only the first controller on a database has made it. */
    public String adminToken() throws IOException {
        return Files.readString(data.resolve("admin-token")).strip();
    }

    public HttpCaller as(HttpClient client, String token) {
        return new HttpCaller(client, port, token);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** As the kernel does it: no goodbye. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
