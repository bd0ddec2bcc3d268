package io.globohub.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.json.Json;
import io.globohub.common.protocol.EventView;
import io.globohub.common.protocol.Role;
import io.globohub.common.protocol.TokenView;
import io.globohub.common.state.Reason;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerCommandsTest {
    @TempDir
    Path directory;

    FakeController controller;
    Bench bench;

    @BeforeEach
    void startController() throws IOException {
        controller = new FakeController();
        bench = Bench.at(directory, controller.url());
    }

    @AfterEach
    void stopController() {
        controller.close();
    }

    private static EventView event(long seq, String kind) {
        return new EventView(
                seq,
                Bodies.NOW,
                Bodies.NOW,
                "host:web-01",
                kind,
                "h_1",
                "web-01",
                "desafio",
                "1.1",
                null,
                "probe_failed",
                "it answered 500",
                null,
                "abc");
    }

    private static String token(Role role) {
        return Json.write(new TokenView(
                "tok_1", "ada", role, null, Bodies.NOW, Bodies.NOW.plusSeconds(60), null, null, null, "gt_secret"));
    }

    @Test
    void historyAsksForTheNewestThatFit() {
        controller.on("GET /v1/events", Bodies.page(event(7, "deployment_failed"), event(8, "host_lost")));

        Bench.Ran ran = bench.run("history", "--host", "web-01", "--since", "1h", "-n", "5", "-o", "csv");

        assertThat(ran.lines().get(1)).startsWith("7,2026-01-01T00:00:00Z,deployment_failed,web-01,desafio 1.1,");
        var url = controller.requests("GET /v1/events").get(0).getUrl();
        assertThat(url.queryParameter("newest")).isEqualTo("true");
        assertThat(url.queryParameter("limit")).isEqualTo("5");
        assertThat(url.queryParameter("host")).isEqualTo("web-01");
        assertThat(url.queryParameter("since")).isEqualTo("2025-12-31T23:00:00Z");
    }

    @Test
    void followingPrintsEachEventOnceAndSurvivesAnAbsence() {
        controller.on("GET /v1/events", Bodies.page(event(7, "host_lost")));
        String stream = "GET /v1/events/stream";
        controller.on(stream, told("retry: 2000\n\n:keepalive\n\n" + sse(event(8, "host_returned"))));
        controller.on(
                stream, new mockwebserver3.MockResponse.Builder().code(503).build());
        controller.on(stream, told("event: reset\nid: 8\ndata: {\"after\":8}\n\n"));
        controller.onProblem(stream, 401, Reason.UNAUTHORIZED, "the token was revoked");

        Bench.Ran ran = bench.run("events", "-f", "-o", "json");

        assertThat(ran.exit()).isEqualTo(77);
        assertThat(ran.lines()).hasSize(2);
        assertThat(ran.lines())
                .extracting(line -> Json.tree(line).path("seq").asInt())
                .containsExactly(7, 8);
        assertThat(ran.err()).contains("asking again");
        assertThat(controller.requests(stream))
                .extracting(request -> request.getUrl().queryParameter("after"))
                .containsExactly("7", "8", "8", "8");
    }

    private static String sse(EventView event) {
        return "id: " + event.seq() + "\nevent: " + event.kind() + "\ndata: " + Json.write(event) + "\n\n";
    }

    private static mockwebserver3.MockResponse told(String text) {
        return new mockwebserver3.MockResponse.Builder()
                .setHeader("Content-Type", "text/event-stream")
                .body(text)
                .build();
    }

    @Test
    void aTokenIsPrintedBareSoThatScriptsCanTakeIt() {
        controller.on(
                "POST /v1/tokens",
                FakeController.json(201, token(Role.OPERATOR)).build());

        Bench.Ran ran =
                bench.run("token", "create", "ada", "--role", "operator", "--app", "desafio", "--expires", "30d");

        assertThat(ran.out()).isEqualTo("gt_secret\n");
        assertThat(ran.err()).contains("only time");
        assertThat(Json.tree(FakeController.bodyOf(
                        controller.requests("POST /v1/tokens").get(0))))
                .isEqualTo(Json.tree(
                        "{\"name\":\"ada\",\"role\":\"operator\",\"app\":\"desafio\",\"expires_seconds\":2592000}"));
    }

    @Test
    void anEnrolTokenComesWithTheLineToPasteForAPersonOnly() {
        controller.on(
                "POST /v1/tokens", FakeController.json(201, token(Role.ENROLL)).build());

        Bench.Ran piped = bench.run("enroll-token", "--uses", "3", "--label", "role=web", "--label", "zone=a");
        assertThat(piped.out()).isEqualTo("gt_secret\n");
        assertThat(piped.err()).isEmpty();
        assertThat(Json.tree(FakeController.bodyOf(
                        controller.requests("POST /v1/tokens").get(0))))
                .isEqualTo(
                        Json.tree(
                                "{\"name\":\"enroll\",\"role\":\"enroll\",\"uses\":3,\"labels\":{\"role\":\"web\",\"zone\":\"a\"}}"));

        Bench.Ran seen = bench.withTerminal(100).run("enroll-token");
        assertThat(seen.out()).isEqualTo("gt_secret\n");
        assertThat(seen.err()).contains("globohub-agent enroll", controller.url());
    }

    @Test
    void aNameThatNoTokenMayHaveIsRefusedHere() {
        assertThat(bench.run("token", "create", "a b").exit()).isEqualTo(65);
        assertThat(bench.run("token", "create", "x", "--role", "enroll").exit()).isEqualTo(64);
        assertThat(controller.asked()).isEmpty();
    }

    @Test
    void aWrongRoleIsNotPermitted() {
        controller.onProblem("GET /v1/tokens", 403, Reason.FORBIDDEN, "this needs the role admin");
        Bench.Ran ran = bench.run("token", "list");
        assertThat(ran.exit()).isEqualTo(77);
        assertThat(ran.err()).contains("error[forbidden]", "try: Use a token whose role allows this.");
    }

    @Test
    void tokensAreListedByStateAndRevokedAfterAsking() {
        controller.on("GET /v1/tokens", "{\"items\":[" + token(Role.VIEWER) + "]}");
        controller.on("DELETE /v1/tokens/tok_1", token(Role.VIEWER));

        assertThat(bench.run("token", "list", "-o", "csv").lines().get(1)).startsWith("tok_1,ada,viewer,,valid,");
        assertThat(bench.run("token", "revoke", "tok_1").exit()).isEqualTo(64);
        assertThat(bench.run("token", "revoke", "tok_1", "--yes").exit()).isZero();
        assertThat(controller.requests("DELETE /v1/tokens/tok_1")).hasSize(1);
    }
}
