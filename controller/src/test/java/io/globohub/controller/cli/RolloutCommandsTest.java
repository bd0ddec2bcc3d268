package io.globohub.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.globohub.common.json.Json;
import io.globohub.common.protocol.RolloutView.HostStatus;
import io.globohub.common.protocol.RolloutView.Status;
import io.globohub.common.state.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloutCommandsTest {
    private static final String ROLLOUTS = "POST /v1/rollouts";
    private static final String ROLLOUT = "GET /v1/rollouts/ro_1";

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

    private void plannedAndStarted() {
        controller.on(ROLLOUTS, Json.write(Bodies.plan(1)));
        controller.on(ROLLOUTS, FakeController.json(201, running()).build());
    }

    private static String running() {
        return Json.write(Bodies.rollout(
                Status.RUNNING,
                Bodies.rolloutHost("web-01", HostStatus.UPDATING, null, null),
                Bodies.rolloutHost("web-02", HostStatus.WAITING, null, null)));
    }

    private static String ended(Status status, HostStatus host, String reason) {
        return Json.write(Bodies.rollout(status, Bodies.rolloutHost("web-01", host, reason, "answered 500")));
    }

    private Bench.Ran start(String... more) {
        String[] line = new String[6 + more.length];
        System.arraycopy(new String[] {"rollout", "start", "desafio", "1.1", "-l", "role=web"}, 0, line, 0, 6);
        System.arraycopy(more, 0, line, 6, more.length);
        return bench.run(line);
    }

    private JsonNode sent(int number) {
        return Json.tree(FakeController.bodyOf(controller.requests(ROLLOUTS).get(number)));
    }

    @Test
    void aPlanWithChangesEndsWithTwoAndChangesNothing() {
        controller.on(ROLLOUTS, Json.write(Bodies.plan(1)));

        Bench.Ran ran = bench.run("rollout", "plan", "desafio", "1.1", "-l", "role=web", "-o", "json");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.json()).isEqualTo(Json.toTree(Bodies.plan(1)));
        assertThat(controller.asked()).containsExactly("POST /v1/rollouts?dry_run=true");
    }

    @Test
    void aPlanWithoutChangesEndsWithZero() {
        controller.on(ROLLOUTS, Json.write(Bodies.plan(0)));
        assertThat(bench.run("rollout", "plan", "desafio", "1.1", "--all").exit())
                .isZero();
    }

    @Test
    void aStartWithoutChangesStartsNothing() {
        controller.on(ROLLOUTS, Json.write(Bodies.plan(0)));

        Bench.Ran ran = start("--yes");

        assertThat(ran.exit()).isZero();
        assertThat(ran.err()).contains("nothing to do");
        assertThat(controller.requests(ROLLOUTS)).hasSize(1);
    }

    @Test
    void whatIsStartedIsExactlyWhatWasShown() {
        plannedAndStarted();
        controller.on(ROLLOUT, ended(Status.SUCCEEDED, HostStatus.DONE, null));

        Bench.Ran ran =
                bench.withTerminal(100).typing("y\n").run("rollout", "start", "desafio", "1.1", "-l", "role=web");

        assertThat(ran.exit()).isZero();
        assertThat(ran.err())
                .contains("comments are kept in memory and will be lost")
                .contains(
                        "This will bring desafio 1.1 to 1 host in 1 batch and lose the data it keeps in memory on 1 host. Go on? [y/N]");
        var started = controller.requests(ROLLOUTS).get(1);
        assertThat(started.getHeaders().get("If-Match")).isEqualTo("\"plan-1\"");
        assertThat(started.getHeaders().get("Idempotency-Key")).hasSizeGreaterThan(20);
        assertThat(sent(1)).isEqualTo(sent(0));
    }

    @Test
    void noTerminalAndNoYesIsAnErrorThatStartsNothing() {
        controller.on(ROLLOUTS, Json.write(Bodies.plan(1)));

        Bench.Ran ran = start();

        assertThat(ran.exit()).isEqualTo(64);
        assertThat(ran.err()).contains("error[confirmation_required]");
        assertThat(controller.requests(ROLLOUTS)).hasSize(1);
    }

    @Test
    void noSelectorIsAnErrorBeforeAnythingIsAsked() {
        Bench.Ran ran = bench.run("rollout", "start", "desafio", "1.1", "--yes");
        assertThat(ran.exit()).isEqualTo(64);
        assertThat(controller.asked()).isEmpty();
    }

    @Test
    void aFleetThatMovedSinceThePlanIsAConflict() {
        controller.on(ROLLOUTS, Json.write(Bodies.plan(1)));
        controller.onProblem(ROLLOUTS, 412, Reason.PRECONDITION_FAILED, "the fleet has moved since the plan");

        Bench.Ran ran = start("--yes");

        assertThat(ran.exit()).isEqualTo(5);
        assertThat(ran.err()).contains("error[precondition_failed]");
    }

    @Test
    void everyOptionReachesTheRequest() throws IOException {
        plannedAndStarted();
        Files.writeString(directory.resolve("s.yaml"), "workers: 4\nenv: {A: 1, B: two}\nprobe: {expect: 200}\n");

        Bench.Ran ran = start(
                "--port=9000",
                "--bind=10.0.0.1,[::1]",
                "--workers=2",
                "--env=B=three",
                "--settings=s.yaml",
                "--batch=25%",
                "--canary=1",
                "--auto-promote",
                "--max-failures=2",
                "--bake=30",
                "--deadline=600",
                "--on-failure=rollback",
                "--spread-by=zone",
                "--retry",
                "--comment=why",
                "--yes",
                "--detach");

        assertThat(ran.err()).doesNotContain("error");
        assertThat(sent(1)).isEqualTo(Json.tree("""
                        {"app":"desafio","version":"1.1","selector":"role=web","goal":"running","batch":"25%",
                         "canary":1,"auto_promote":true,"max_failures":2,"bake_seconds":30,"deadline_seconds":600,
                         "on_failure":"rollback","spread_by":"zone","retry":true,"comment":"why",
                         "settings":{"bind":["10.0.0.1:9000","[::1]:9000"],"workers":2,"env":{"A":"1","B":"three"},
                                     "probe":{"expect":"200"}}}"""));
        assertThat(ran.err()).contains("globohub rollout watch ro_1");
    }

    @Test
    void aPortAloneMeansEveryInterface() {
        plannedAndStarted();
        start("--port", "9000", "--yes", "--detach");
        assertThat(sent(0).path("settings")).isEqualTo(Json.tree("{\"bind\":[\"0.0.0.0:9000\"]}"));
    }

    @Test
    void aPortGivenTwiceIsRefused() {
        Bench.Ran ran = start("--port=9000", "--bind=10.0.0.1:8000", "--yes");
        assertThat(ran.exit()).isEqualTo(64);
        assertThat(ran.err()).contains("both give a port");
        assertThat(controller.asked()).isEmpty();
    }

    @Test
    void settingsThatMakeNoSenseAreRefusedHere() throws IOException {
        Files.writeString(directory.resolve("s.yaml"), "wrokers: 4\n");
        Bench.Ran unknown = start("--settings=s.yaml", "--yes");
        assertThat(unknown.exit()).isEqualTo(65);
        assertThat(unknown.err()).contains("s.yaml", "wrokers");
        assertThat(start("--workers=0", "--yes").exit()).isEqualTo(65);
        assertThat(start("--settings=absent.yaml", "--yes").exit()).isEqualTo(65);
        assertThat(controller.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"SUCCEEDED,DONE,0", "FAILED,FAILED,20", "ROLLED_BACK,ROLLED_BACK,21", "ABORTED,DONE,22"})
    void watchingEndsAsTheRolloutDoes(Status status, HostStatus host, int exit) {
        controller.on(ROLLOUT, running());
        controller.on(ROLLOUT, running());
        controller.on(ROLLOUT, ended(status, host, null));

        Bench.Ran ran = bench.run("rollout", "watch", "ro_1", "-o", "json");

        assertThat(ran.exit()).isEqualTo(exit);
        assertThat(ran.json().path("status").asText()).isEqualToIgnoringCase(status.name());
    }

    @Test
    void withoutATerminalEachChangeIsOneLine() {
        controller.on(ROLLOUT, running());
        controller.on(ROLLOUT, running());
        controller.on(ROLLOUT, ended(Status.FAILED, HostStatus.FAILED, "probe_failed"));

        Bench.Ran ran = bench.run("rollout", "watch", "ro_1");

        assertThat(ran.err().lines().toList())
                .containsSubsequence(
                        "rollout ro_1: desafio 1.1 on role=web",
                        "batch 1/2",
                        "web-01 -> updating",
                        "web-01 -> failed (probe_failed: answered 500)",
                        "rollout failed");
        assertThat(ran.err()).doesNotContain("\u001b");
    }

    @Test
    void onATerminalTheBlockIsDrawnOver() {
        controller.on(ROLLOUT, running());
        controller.on(ROLLOUT, running());
        controller.on(ROLLOUT, ended(Status.SUCCEEDED, HostStatus.DONE, null));

        Bench.Ran ran = bench.withTerminal(80).run("rollout", "watch", "ro_1");

        assertThat(ran.err()).contains("\u001b[3A\r\u001b[J");
        assertThat(ran.out()).contains("succeeded");
    }

    @Test
    void ctrlCDetachesAndSaysSo() {
        controller.on(ROLLOUT, running());
        controller.on(ROLLOUT, running());
        controller.on(ROLLOUT, ended(Status.SUCCEEDED, HostStatus.DONE, null));
        // the interrupt comes while the watch waits between two looks
        bench.whileItWaits = bench::interrupt;

        Bench.Ran ran = bench.run("rollout", "watch", "ro_1");

        assertThat(ran.err())
                .contains("detached: rollout ro_1 goes on")
                .contains("'globohub rollout abort ro_1' stops it");
        assertThat(controller.asked()).noneMatch(call -> call.contains("abort"));
        assertThat(bench.interrupted).isEmpty();
    }

    @Test
    void timeIsUpWithSeventyFiveAndTheRolloutGoesOn() {
        controller.on(ROLLOUT, running());

        Bench.Ran ran = bench.run("rollout", "watch", "ro_1", "--timeout", "3s");

        assertThat(ran.exit()).isEqualTo(75);
        assertThat(ran.err()).contains("goes on");
    }

    @Test
    void aControllerThatRestartsDoesNotEndTheWatching() {
        controller.on(ROLLOUT, running());
        controller.on(ROLLOUT, running());
        controller.on(ROLLOUT, new MockResponse.Builder().code(503).build());
        controller.on(ROLLOUT, ended(Status.SUCCEEDED, HostStatus.DONE, null));

        Bench.Ran ran = bench.run("rollout", "watch", "ro_1");

        assertThat(ran.exit()).isZero();
        assertThat(ran.err()).contains("asking again");
    }

    @Test
    void aControllerThatStaysAwayEndsItAsUnreachable() {
        controller.on(ROLLOUT, running());
        controller.on(ROLLOUT, running());
        controller.on(ROLLOUT, new MockResponse.Builder().code(503).build());

        assertThat(bench.run("rollout", "watch", "ro_1").exit()).isEqualTo(69);
    }

    @Test
    void theFirstCharactersOfAnIdAreEnough() {
        controller.onProblem("GET /v1/rollouts/1", 404, Reason.ROLLOUT_NOT_FOUND, "there is no rollout 1");
        controller.on("GET /v1/rollouts", Bodies.page(Bodies.rollout(Status.RUNNING)));
        controller.on(ROLLOUT, running());

        assertThat(bench.run("rollout", "status", "1", "-o", "name").lines()).containsExactly("ro_1");
    }

    @Test
    void abortAsksAndPauseDoesNot() {
        controller.on(ROLLOUT, running());
        controller.on("POST /v1/rollouts/ro_1/abort", ended(Status.ABORTED, HostStatus.DONE, null));
        controller.on("POST /v1/rollouts/ro_1/pause", Json.write(Bodies.rollout(Status.PAUSED)));

        assertThat(bench.run("rollout", "abort", "ro_1").exit()).isEqualTo(64);
        assertThat(controller.requests("POST /v1/rollouts/ro_1/abort")).isEmpty();
        assertThat(bench.run("rollout", "abort", "ro_1", "--yes").exit()).isZero();
        assertThat(bench.run("rollout", "pause", "ro_1").exit()).isZero();
    }

    @Test
    void anImpossibleTransitionIsAConflict() {
        controller.on(ROLLOUT, running());
        controller.onProblem(
                "POST /v1/rollouts/ro_1/promote",
                409,
                Reason.CONFLICT,
                "it awaits no promotion; possible: pause, abort");

        Bench.Ran ran = bench.run("rollout", "promote", "ro_1");

        assertThat(ran.exit()).isEqualTo(5);
        assertThat(ran.err()).contains("possible: pause, abort");
    }

    @Test
    void stoppingAnAppIsARolloutOfThatGoal() {
        plannedAndStarted();
        assertThat(bench.run("stop", "desafio", "-l", "role=web", "--yes", "--detach")
                        .exit())
                .isZero();
        assertThat(sent(0))
                .isEqualTo(Json.tree("{\"app\":\"desafio\",\"selector\":\"role=web\",\"goal\":\"stopped\"}"));
    }

    @Test
    void startingAnAppBringsBackWhatIsAssigned() {
        plannedAndStarted();
        controller.on("GET /v1/hosts", Bodies.page(Bodies.host("web-01"), Bodies.host("web-02")));

        bench.run("start", "desafio", "--all", "--yes", "--detach");

        assertThat(sent(0).path("manifest_id").asText()).isEqualTo("desafio:1.0:aaaaaaaaaaaa");
        assertThat(sent(0).path("all").asBoolean()).isTrue();
    }

    @Test
    void listsShowWhatAndBywhom() {
        controller.on("GET /v1/rollouts", Bodies.page(Bodies.rollout(Status.SUCCEEDED)));
        Bench.Ran ran = bench.run("rollout", "list", "--app", "desafio", "-o", "csv");
        assertThat(ran.lines().get(1))
                .startsWith("ro_1,succeeded,desafio 1.1 on role=web,")
                .contains("ada");
        assertThat(controller.asked().get(0)).contains("app=desafio");
    }
}
