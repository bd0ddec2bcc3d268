package io.globohub.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.json.Json;
import io.globohub.common.protocol.Drift;
import io.globohub.common.state.Reason;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostsCommandsTest {
    @TempDir
    Path directory;

    FakeController controller;
    Bench bench;

    @BeforeEach
    void startController() throws IOException {
        controller = new FakeController();
        bench = Bench.at(directory, controller.url());
        controller.on("GET /v1/hosts", Bodies.page(Bodies.host("web-01"), Bodies.host("web-02")));
        for (String name : new String[] {"web-01", "web-02"}) {
            String detail = Bodies.detail(Bodies.host(name));
            var answer =
                    FakeController.json(200, detail).setHeader("ETag", "\"r7\"").build();
            controller.on("GET /v1/hosts/" + name, answer);
            controller.on("GET /v1/hosts/h_" + name, answer);
            controller.on("PATCH /v1/hosts/h_" + name, Json.write(Bodies.host(name)));
            controller.on(
                    "DELETE /v1/hosts/h_" + name,
                    new mockwebserver3.MockResponse.Builder().code(204).build());
        }
    }

    @AfterEach
    void stopController() {
        controller.close();
    }

    @Test
    void filtersTravelAsParametersOfTheApi() {
        bench.run("hosts", "list", "-l", "role = web, zone in (b,a)", "--freshness", "lost", "--drift");

        assertThat(controller.requests("GET /v1/hosts").get(0).getUrl().queryParameter("selector"))
                .isEqualTo("role=web,zone in (a,b)");
        assertThat(controller.asked().get(0)).contains("freshness=lost", "drift=true");
    }

    @Test
    void everyPageIsFollowed() throws IOException {
        try (FakeController paged = new FakeController()) {
            paged.on("GET /v1/hosts", Bodies.page("next", Bodies.host("web-01")));
            paged.on("GET /v1/hosts", Bodies.page(Bodies.host("web-02")));

            Bench.Ran ran = Bench.at(directory, paged.url()).run("hosts", "list", "-o", "name");

            assertThat(ran.lines()).containsExactly("web-01", "web-02");
            assertThat(paged.asked().get(1)).contains("cursor=next");
        }
    }

    @Test
    void csvHasEveryColumnUncut() {
        Bench.Ran ran = bench.withTerminal(30).run("hosts", "list", "-o", "csv");

        assertThat(ran.lines()).hasSize(3);
        assertThat(ran.lines().get(0)).startsWith("host,state,seen,apps,drift").endsWith("agent");
        assertThat(ran.lines().get(1)).startsWith("web-01,fresh,5s,desafio 1.0,");
    }

    @Test
    void aTableNeverIsWiderThanTheTerminal() {
        for (int columns : new int[] {20, 40, 60, 80, 120}) {
            Bench.Ran ran = Bench.at(directory, controller.url())
                    .withTerminal(columns)
                    .run("hosts", "list", "-o", "wide", "--color", "never");
            assertThat(ran.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(columns));
            assertThat(ran.lines().get(1)).startsWith("web-01");
        }
    }

    @Test
    void colourIsOnlyForTerminalsAndNeverAgainstNoColor() {
        assertThat(bench.run("hosts", "list").out()).doesNotContain("\u001b");
        assertThat(bench.withTerminal(100).run("hosts", "list").out()).contains("\u001b[32m");
        bench.environment.put("NO_COLOR", "1");
        assertThat(bench.run("hosts", "list").out()).doesNotContain("\u001b");
    }

    @Test
    void aMistypedHostIsAnsweredWithTheNearestOne() {
        controller.onProblem("GET /v1/hosts/web-10", 404, Reason.HOST_NOT_FOUND, "there is no host 'web-10'");

        Bench.Ran ran = bench.run("hosts", "show", "web-10");

        assertThat(ran.exit()).isEqualTo(4);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .contains("error[host_not_found]: there is no host 'web-10' (did you mean web-01?)")
                .contains("try: Check the name ('globohub hosts list').")
                .contains("request id: req-7");
    }

    @Test
    void aChangeWithoutHostsIsRefusedBeforeAnythingIsAsked() {
        Bench.Ran ran = bench.run("hosts", "hold", "--reason", "audit", "--yes");

        assertThat(ran.exit()).isEqualTo(64);
        assertThat(ran.err()).contains("error[selector_required]", "--all");
        assertThat(controller.asked()).isEmpty();
    }

    @Test
    void aChangeWhereNobodyCanBeAskedNeedsYes() {
        Bench.Ran ran = bench.run("hosts", "label", "web-01", "zone=a");

        assertThat(ran.exit()).isEqualTo(64);
        assertThat(ran.err()).contains("error[confirmation_required]", "set label zone=a on 1 host (web-01)", "--yes");
        assertThat(controller.requests("PATCH /v1/hosts/h_web-01")).isEmpty();
    }

    @Test
    void aPersonIsToldWhatAndHowManyAndMayDecline() {
        Bench.Ran ran = bench.withTerminal(100).typing("n\n").run("hosts", "retire", "-l", "role=web");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).contains("on 2 hosts (web-01, web-02). Go on? [y/N]", "nothing was changed");
        assertThat(controller.requests("DELETE /v1/hosts/h_web-01")).isEmpty();
    }

    @Test
    void labelsAreChangedAsTheHostWasSeen() {
        Bench.Ran ran = bench.withTerminal(100).typing("yes\n").run("hosts", "label", "web-01", "zone=a", "canary-");

        assertThat(ran.exit()).isZero();
        var patch = controller.requests("PATCH /v1/hosts/h_web-01").get(0);
        assertThat(patch.getHeaders().get("If-Match")).isEqualTo("\"r7\"");
        assertThat(Json.tree(FakeController.bodyOf(patch)))
                .isEqualTo(Json.tree("{\"labels\":{\"canary\":null,\"zone\":\"a\"}}"));
    }

    @Test
    void aHoldCarriesItsReasonAndItsEnd() {
        Bench.Ran ran = bench.run("hosts", "hold", "--all", "--reason", "audit", "--for", "2h", "--yes", "-o", "name");

        assertThat(ran.lines()).containsExactly("web-01", "web-02");
        var patch = controller.requests("PATCH /v1/hosts/h_web-02").get(0);
        assertThat(Json.tree(FakeController.bodyOf(patch)).path("hold"))
                .isEqualTo(Json.tree("{\"reason\":\"audit\",\"expires_at\":\"2026-01-01T02:00:00Z\"}"));
    }

    @Test
    void aHostThatChangedInBetweenIsLeftAlone() throws IOException {
        try (FakeController moved = new FakeController()) {
            moved.on("GET /v1/hosts/web-01", Bodies.detail(Bodies.host("web-01")));
            moved.onProblem("PATCH /v1/hosts/h_web-01", 412, Reason.PRECONDITION_FAILED, "it has changed since");

            Bench.Ran ran = Bench.at(directory, moved.url()).run("hosts", "unhold", "web-01", "--yes");

            assertThat(ran.exit()).isEqualTo(5);
            assertThat(ran.err()).contains("error[precondition_failed]");
        }
    }

    @Test
    void aSelectionThatFitsNoHostChangesNothing() throws IOException {
        try (FakeController empty = new FakeController()) {
            empty.on("GET /v1/hosts", Bodies.page());
            Bench.Ran ran = Bench.at(directory, empty.url()).run("hosts", "unhold", "-l", "role=db", "--yes");
            assertThat(ran.exit()).isEqualTo(65);
            assertThat(ran.err()).contains("error[no_hosts_selected]");
        }
    }

    @Test
    void anUnreadableSelectorIsInvalidInput() {
        Bench.Ran ran = bench.run("hosts", "list", "-l", "role==");
        assertThat(ran.exit()).isZero();
        Bench.Ran refused = bench.run("hosts", "list", "-l", "role in web");
        assertThat(refused.exit()).isEqualTo(65);
        assertThat(refused.err()).contains("error[invalid_selector]");
    }

    @Test
    void driftNamesHostAppAndCause() throws IOException {
        try (FakeController drifting = new FakeController()) {
            Drift drift = new Drift(Bodies.DESAFIO, Drift.Cause.WRONG_VERSION, "runs 0.9");
            drifting.on("GET /v1/hosts", Bodies.page(Bodies.host("web-01", drift)));

            Bench.Ran ran = Bench.at(directory, drifting.url()).run("drift", "-o", "csv", "--exit-code");

            assertThat(ran.exit()).isEqualTo(10);
            assertThat(ran.lines().get(1)).isEqualTo("web-01,desafio,wrong_version,1.0,1.0,1.0,runs 0.9");
        }
    }

    @Test
    void textFromHostsCannotSteerTheTerminal() throws IOException {
        try (FakeController hostile = new FakeController()) {
            Drift drift = new Drift(Bodies.DESAFIO, Drift.Cause.FAILED, "\u001b[2Jgone\u0007");
            hostile.on("GET /v1/hosts", Bodies.page(Bodies.host("web-01", drift)));

            Bench.Ran ran = Bench.at(directory, hostile.url()).run("drift");

            assertThat(ran.out()).contains("?[2Jgone?").doesNotContain("\u001b").doesNotContain("\u0007");
        }
    }
}
