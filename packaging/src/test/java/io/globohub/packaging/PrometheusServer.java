package io.globohub.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.globohub.common.json.Json;
import io.globohub.testkit.RealParts;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The real Prometheus with a configuration of ours, asking once a second. */
final class PrometheusServer {
    private final RunningProgram program;
    private final int port = RealParts.freePort();
    private final HttpClient client = HttpClient.newHttpClient();

    private PrometheusServer(Path configuration, Path directory) throws IOException {
        Files.createDirectories(directory);
        this.program = RunningProgram.start(
                List.of(
                        "prometheus",
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--log.level=warn"),
                Map.of(),
                directory,
                directory.resolve("log"));
    }

    static void requirePart() {
        RealParts.require(
                RealParts.succeeds(List.of("prometheus", "--version"))
                        && RealParts.succeeds(List.of("promtool", "--version")),
                "prometheus with promtool is not installed");
    }

    static PrometheusServer start(Path configuration, Path directory) throws IOException {
        PrometheusServer server = new PrometheusServer(configuration, directory);
        await("Prometheus is ready").atMost(Duration.ofSeconds(60)).until(() -> {
            assertThat(server.program.isAlive()).as(server.program.log()).isTrue();
            return server.answers("/-/ready");
        });
        return server;
    }

    private boolean answers(String path) throws InterruptedException {
        try {
            return get(path).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + port + path);
        return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** What a query answers now: one element for each series. */
    JsonNode query(String expression) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).as("%s: %s", expression, answer.body()).isEqualTo(200);
        return Json.readTolerant(answer.body(), JsonNode.class).at("/data/result");
    }

    /** The groups of rules, each with how it was evaluated last. */
    JsonNode rules() throws IOException, InterruptedException {
        return Json.readTolerant(get("/api/v1/rules").body(), JsonNode.class).at("/data/groups");
    }

    void end() throws InterruptedException {
        program.stop();
    }
}
