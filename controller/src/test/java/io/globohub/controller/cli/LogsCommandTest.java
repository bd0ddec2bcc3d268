package io.globohub.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.globohub.common.json.Json;
import io.globohub.common.protocol.Freshness;
import io.globohub.common.protocol.LogSource;
import io.globohub.common.protocol.LogView;
import io.globohub.common.protocol.LogView.State;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogsCommandTest {
    private static final String ASK = "POST /v1/hosts/web-01/apps/desafio/logs";
    private static final String READ = "GET /v1/logs/log_1";
    private static final String END = "DELETE /v1/logs/log_1";

    @TempDir
    Path directory;

    FakeController controller;
    Bench bench;

    @BeforeEach
    void startController() throws IOException {
        controller = new FakeController();
        bench = Bench.at(directory, controller.url());
        controller.on(ASK, view(State.WAITING, 0, Freshness.FRESH, null));
        controller.on(END, new MockResponse.Builder().code(204).build());
    }

    @AfterEach
    void stopController() {
        controller.close();
    }

    private static String view(State state, long position, Freshness freshness, Failure failure, String... lines) {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        return Json.write(new LogView(
                "log_1",
                "h_1",
                "web-01",
                Bodies.DESAFIO,
                LogSource.ERROR,
                true,
                state,
                now,
                "ada",
                now.plusSeconds(60),
                freshness,
                now.minusSeconds(300),
                position,
                false,
                List.of(lines),
                failure));
    }

    private static String ended(String... lines) {
        return view(State.ENDED, 1, Freshness.FRESH, null, lines);
    }

    @Test
    void theLastLinesArePrintedAndTheRequestIsEnded() {
        controller.on(READ, view(State.WAITING, 0, Freshness.FRESH, null));
        controller.on(READ, ended("one", "two"));

        Bench.Ran ran = bench.run("logs", "web-01", "desafio", "-n", "2", "--boot");

        assertThat(ran.exit()).isZero();
        assertThat(ran.lines()).containsExactly("one", "two");
        assertThat(Json.tree(FakeController.bodyOf(controller.requests(ASK).get(0))))
                .isEqualTo(Json.tree("{\"source\":\"boot\",\"lines\":2,\"follow\":false}"));
        assertThat(controller.requests(READ).get(0).getHeaders().get("Prefer")).isEqualTo("wait=20");
        assertThat(controller.requests(END)).hasSize(1);
    }

    @Test
    void whatAnAppWroteCannotMoveTheCursorOrRingTheBell() {
        controller.on(READ, ended("a\u001b[2Jb\u0007", "\u001b[31mred\u001b[0m\tcell", "back\rover \u202eevil"));

        assertThat(bench.run("logs", "web-01", "desafio").lines())
                .containsExactly("a?[2Jb?", "red\tcell", "back?over ?evil");
    }

    @Test
    void aProgramGetsTheBody() {
        controller.on(READ, ended("one, two"));

        assertThat(bench.run("logs", "web-01", "desafio", "-o", "json")
                        .json()
                        .at("/lines/0")
                        .asText())
                .isEqualTo("one, two");
        assertThat(bench.run("logs", "web-01", "desafio", "-o", "csv").lines()).containsExactly("line", "\"one, two\"");
    }

    @Test
    void followingPrintsEachLineOnceAndGoesOnThroughAControllersRestart() throws Exception {
        controller.on(READ, view(State.OPEN, 1, Freshness.FRESH, null, "one"));
        controller.on(READ, new MockResponse.Builder().code(503).build());
        controller.on(READ, view(State.OPEN, 2, Freshness.FRESH, null, "two"));
        controller.on(READ, view(State.ENDED, 2, Freshness.FRESH, null));

        Bench.Ran ran = bench.run("logs", "web-01", "desafio", "-f");

        assertThat(ran.lines()).containsExactly("one", "two");
        assertThat(ran.err()).contains("asking again", "the log ended");
        assertThat(controller.asked())
                .contains("GET /v1/logs/log_1?after=0", "GET /v1/logs/log_1?after=1", "GET /v1/logs/log_1?after=2");
    }

    @Test
    void ctrlCEndsTheRequest() throws Exception {
        controller.on(READ, view(State.OPEN, 1, Freshness.FRESH, null, "one"));
        bench.at(Clock.systemUTC());
        Thread command = new Thread(() -> bench.run("logs", "web-01", "desafio", "-f"));
        command.start();
        await().until(() -> controller.requests(READ).size() > 1);

        bench.interrupt();

        assertThat(controller.requests(END)).hasSize(1);
        controller.on(READ, view(State.ENDED, 1, Freshness.FRESH, null));
        command.join();
    }

    @Test
    void aLostHostIsSaidToBeLostAndGivenUpInTime() {
        FakeController lost = controller.on(READ, view(State.WAITING, 0, Freshness.LOST, null));
        controller.on("POST /v1/hosts/web-02/apps/desafio/logs", view(State.WAITING, 0, Freshness.LOST, null));
        bench.whileItWaits = () -> {};

        Bench.Ran ran = bench.at(new Passing()).run("logs", "web-02", "desafio", "--timeout", "3s");

        assertThat(ran.exit()).isEqualTo(75);
        assertThat(ran.err())
                .contains("web-01 is lost, last seen 5m", "error[agent_stale]", "has not answered within 3s", "try: ");
        assertThat(lost.requests(END)).hasSize(1);
    }

    /** Every look at it takes a second. */
    private static final class Passing extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public java.time.ZoneId getZone() {
            return java.time.ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            Instant told = now;
            now = now.plusSeconds(1);
            return told;
        }
    }

    @Test
    void anAppWithoutALogAnUnknownAppAndAnUnknownHostAreToldApart() {
        controller.on(
                READ,
                view(State.ENDED, 1, Freshness.FRESH, new Failure(Reason.LOG_NOT_FOUND, "there is no error.log")));
        controller.onProblem(
                "POST /v1/hosts/web-01/apps/other/logs",
                404,
                Reason.APP_NOT_FOUND,
                "there is no app 'other' on web-01, only desafio");
        controller.onProblem(
                "POST /v1/hosts/web-1/apps/desafio/logs", 404, Reason.HOST_NOT_FOUND, "there is no host 'web-1'");
        controller.on("GET /v1/hosts", Bodies.page(Bodies.host("web-01")));

        assertThat(bench.run("logs", "web-01", "desafio").err())
                .contains("error[log_not_found]: there is no error.log");
        assertThat(bench.run("logs", "web-01", "desafio").exit()).isEqualTo(4);
        assertThat(bench.run("logs", "web-01", "other").err()).contains("error[app_not_found]", "only desafio");
        assertThat(bench.run("logs", "web-1", "desafio").err())
                .contains("error[host_not_found]", "did you mean web-01?");
        assertThat(bench.run("logs", "web-01", "desafio", "-n", "99999").exit()).isEqualTo(64);
    }
}
