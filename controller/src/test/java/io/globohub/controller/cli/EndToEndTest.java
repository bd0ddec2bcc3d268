package io.globohub.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.globohub.common.json.Json;
import io.globohub.common.protocol.EnrollRequest;
import io.globohub.common.protocol.EnrollResponse;
import io.globohub.controller.Controller;
import io.globohub.controller.ControllerConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line against a real controller on a real database. */
class EndToEndTest {
    @TempDir
    Path directory;

    Controller controller;
    Bench bench;
    String url;

    @BeforeEach
    void startAndLogIn() throws IOException {
        Path data = directory.resolve("data");
        controller = Controller.start(ControllerConfig.in(data).listeningOn("127.0.0.1", 0), Clock.systemUTC());
        url = "http://127.0.0.1:" + controller.port();
        bench = new Bench(directory).at(Clock.systemUTC());
        assertThat(bench.run("login", url, "--token-file", "data/admin-token").exit())
                .isZero();
        Path app = Files.createDirectories(directory.resolve("desafio"));
        Files.writeString(app.resolve("app.py"), "app = None\n");
        Files.writeString(app.resolve("requirements.txt"), "gunicorn==20.0.4\n");
        Files.writeString(app.resolve("pack.yaml"), "app: desafio\nversion: \"1.0\"\n");
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    private JsonNode json(String... arguments) {
        Bench.Ran ran = bench.run(arguments);
        assertThat(ran.err()).doesNotContain("error[");
        return ran.json();
    }

    /** A host joins with the token that the command printed, as an agent would. */
    private void join(String name) throws IOException, InterruptedException {
        String token = bench.run("enroll-token", "--label", "role=web").out().strip();
        String body = Json.write(new EnrollRequest(name, Map.of("role", "web"), "0.1.0", "linux"));
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url + "/v1/agent/enroll"))
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isBetween(200, 201);
        assertThat(Json.readTolerant(answer.body(), EnrollResponse.class).credential())
                .isNotBlank();
    }

    @Test
    void aDayOfAnOperatorWorksAgainstTheRealController() throws Exception {
        assertThat(json("doctor", "-o", "json").path("items"))
                .allMatch(finding -> finding.path("good").asBoolean());

        JsonNode pushed = json("pack", "push", "desafio", "-o", "json");
        assertThat(json("pack", "build", "desafio", "-o", "p.zip", "--format", "json")
                        .path("pack"))
                .isEqualTo(pushed.path("pack"));
        assertThat(bench.run("pack", "list", "-o", "csv", "--no-headers").lines())
                .hasSize(1);

        join("web-01");
        join("web-02");
        assertThat(bench.run("hosts", "list", "-l", "role=web", "-o", "name").lines())
                .containsExactly("web-01", "web-02");

        JsonNode plan = json("rollout", "plan", "desafio", "1.0", "-l", "role=web", "--port", "8000", "-o", "json");
        assertThat(plan.path("hosts")).hasSize(2);
        assertThat(plan.path("plan_etag").asText()).isNotBlank();

        assertThat(bench.run("hosts", "label", "web-01", "zone=a", "--yes").exit())
                .isZero();
        assertThat(json("hosts", "show", "web-01", "-o", "json")
                        .path("summary")
                        .path("labels")
                        .path("zone")
                        .asText())
                .isEqualTo("a");
        assertThat(bench.run("hosts", "hold", "web-02", "--reason", "audit", "--for", "1h", "--yes")
                        .exit())
                .isZero();
        assertThat(bench.run("hosts", "list", "-o", "csv").out()).contains("audit");
        assertThat(bench.run("hosts", "unhold", "--all", "--yes").exit()).isZero();

        JsonNode history = json("history", "-o", "json");
        assertThat(history.path("items"))
                .extracting(event -> event.path("kind").asText())
                .contains("token_created", "pack_pushed", "host_enrolled", "host_labelled", "hold_set", "hold_lifted");
        assertThat(json("status", "-o", "json").path("hosts").asInt()).isEqualTo(2);
        assertThat(bench.run("explain", "web-01").exit()).isZero();
        assertThat(bench.run("drift").exit()).isZero();
        assertThat(bench.run("hosts", "retire", "web-02", "--yes").exit()).isZero();
        assertThat(bench.run("hosts", "list", "-o", "name").lines()).containsExactly("web-01");
    }

    @Test
    void aRolloutIsStartedWatchedPausedAndAborted() throws Exception {
        bench.run("pack", "push", "desafio");
        join("web-01");
        String id = json("rollout", "start", "desafio", "1.0", "--all", "--yes", "--detach", "-o", "json")
                .path("id")
                .asText();

        assertThat(bench.run("rollout", "watch", id, "--timeout", "1s").exit()).isEqualTo(75);
        assertThat(bench.run("rollout", "pause", id).exit()).isZero();
        assertThat(bench.run("rollout", "list", "-o", "csv").lines().get(1)).startsWith(id + ",paused,");
        assertThat(bench.run("rollout", "resume", id.substring(0, 30)).exit()).isZero();
        assertThat(bench.run("rollout", "abort", id, "--yes").exit()).isZero();
        assertThat(bench.run("rollout", "watch", id).exit()).isEqualTo(22);
    }

    @Test
    void refusalsOfTheRealControllerHaveTheirExitCodes() throws Exception {
        bench.run("pack", "push", "desafio");
        join("web-01");
        Files.writeString(directory.resolve("desafio/app.py"), "app = 1\n");

        assertThat(bench.run("pack", "push", "desafio").exit()).isEqualTo(5);
        Bench.Ran mistyped = bench.run("hosts", "show", "web-10");
        assertThat(mistyped.exit()).isEqualTo(4);
        assertThat(mistyped.err()).contains("did you mean web-01?");
        Bench.Ran noApp = bench.run("rollout", "plan", "desafoi", "1.0", "--all");
        assertThat(noApp.exit()).isEqualTo(4);
        assertThat(bench.run("rollout", "plan", "desafio", "9", "--all").exit()).isEqualTo(4);
        assertThat(bench.run("rollout", "plan", "desafio", "1.0", "-l", "role=db")
                        .exit())
                .isEqualTo(65);
        assertThat(bench.run("rollout", "plan", "desafio", "1.0", "--all", "--batch", "0%")
                        .exit())
                .isEqualTo(65);
        assertThat(bench.run("rollout", "status", "ro_none").exit()).isEqualTo(4);
        assertThat(bench.run("history", "--kind", "no_such").exit()).isEqualTo(65);
    }

    @Test
    void aViewersTokenLooksAndDoesNotTouch() {
        String token = bench.run("token", "create", "grace", "--role", "viewer").out();
        assertThat(bench.typing(token)
                        .run("login", url, "--token-stdin", "--name", "view")
                        .exit())
                .isZero();

        assertThat(bench.run("status").exit()).isZero();
        assertThat(bench.run("pack", "push", "desafio").exit()).isEqualTo(77);
        assertThat(bench.run("token", "list").exit()).isEqualTo(77);

        String id = bench.run("token", "list", "--context", "127.0.0.1", "-o", "csv").lines().stream()
                .filter(line -> line.contains(",grace,"))
                .findFirst()
                .orElseThrow()
                .split(",")[0];
        assertThat(bench.run("token", "revoke", id, "--yes", "--context", "127.0.0.1")
                        .exit())
                .isZero();
        assertThat(bench.run("status").exit()).isEqualTo(77);
    }

    @Test
    void serveSaysWhereItListensAndStopsWhenTold() throws Exception {
        Bench server = new Bench(directory).at(Clock.systemUTC());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(() -> server.run(
                        new PrintStream(out, true, StandardCharsets.UTF_8), "serve", "--port", "0", "--data", "second")
                .exit());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> out.toString(StandardCharsets.UTF_8).contains("listens on"));
        String address = out.toString(StandardCharsets.UTF_8).strip().replaceFirst(".* ", "");

        assertThat(bench.run("login", address, "--token-file", "second/admin-token", "--name", "two")
                        .exit())
                .isZero();
        assertThat(bench.run("status", "-o", "json").json().path("hosts").asInt())
                .isZero();

        server.interrupt();
        assertThat(exit.get(30, TimeUnit.SECONDS)).isZero();
        assertThat(bench.run("status").exit()).isEqualTo(69);
    }

    @Test
    void servingWhereOthersCanListenNeedsAWordOfConsent() {
        Bench.Ran ran = bench.run("serve", "--host", "0.0.0.0", "--port", "0", "--data", "third");
        assertThat(ran.exit()).isEqualTo(78);
        assertThat(ran.err()).contains("--allow-plain-http");
        assertThat(directory.resolve("third")).doesNotExist();
    }

    @Test
    void aPortThatIsTakenIsSaidSo() {
        Bench.Ran ran = bench.run("serve", "--port", String.valueOf(controller.port()), "--data", "third");
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).contains("error[not_started]", String.valueOf(controller.port()));
    }
}
