package io.globohub.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.json.Json;
import io.globohub.common.protocol.HostPlan;
import io.globohub.common.protocol.HostSummary;
import io.globohub.common.protocol.SearchHit;
import io.globohub.common.state.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LookupCommandsTest {
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

    private static HostSummary host(String name, Double cpu, Long memoryFree, Double load) {
        HostSummary host = Bodies.host(name);
        return new HostSummary(
                host.id(),
                name,
                host.state(),
                host.freshness(),
                host.lastSeenAt(),
                host.labels(),
                null,
                3,
                3,
                "0.1.0",
                cpu,
                memoryFree,
                1000L,
                400L,
                1000L,
                load,
                List.of());
    }

    @Test
    void theBusiestHostsComeFirstByWhateverIsAsked() {
        controller.on(
                "GET /v1/hosts",
                Bodies.page(
                        host("calm", 0.1, 100L, 3.0),
                        host("busy", 0.97, 500L, 2.0),
                        host("silent", null, null, null),
                        host("mid", 0.5, 900L, 1.0)));

        assertThat(bench.run("hosts", "top", "-o", "name").lines()).containsExactly("busy", "mid", "calm", "silent");
        assertThat(bench.run("hosts", "top", "--by", "memory", "-o", "name").lines())
                .startsWith("calm", "busy", "mid");
        assertThat(bench.run("hosts", "top", "--by", "load", "-n", "1", "-o", "json")
                        .json()
                        .at("/items/0/name")
                        .asText())
                .isEqualTo("calm");
        assertThat(bench.run("hosts", "top", "-l", "role=web", "-o", "csv")
                        .lines()
                        .get(1))
                .startsWith("busy,97%,2.00,50%");
        assertThat(controller.requests("GET /v1/hosts").get(3).getUrl().queryParameter("selector"))
                .isEqualTo("role=web");
    }

    @Test
    void aPlanOfAHostSaysWhatItsAgentHasToDoAndEndsWithTwo() {
        controller.on(
                "GET /v1/hosts/web-01/plan",
                Json.write(new HostPlan(
                        "web-01",
                        7,
                        6,
                        List.of(new HostPlan.Change(
                                Bodies.DESAFIO,
                                "upgrade",
                                Bodies.V1,
                                Bodies.V2,
                                List.of("fetch", "activate"),
                                "10 bytes to fetch",
                                "the hold of ana")))));
        controller.on(
                "GET /v1/hosts/web-02/plan",
                Json.write(new HostPlan(
                        "web-02",
                        7,
                        7,
                        List.of(new HostPlan.Change(
                                Bodies.DESAFIO, "none", Bodies.V1, Bodies.V1, List.of(), "it serves", null)))));
        controller.onProblem("GET /v1/hosts/web-1/plan", 404, Reason.HOST_NOT_FOUND, "there is no host 'web-1'");
        controller.on("GET /v1/hosts", Bodies.page(Bodies.host("web-01")));

        Bench.Ran changes = bench.run("plan", "web-01");
        assertThat(changes.exit()).isEqualTo(2);
        assertThat(changes.out())
                .contains("generation 7 desired, 6 observed", "upgrade", "1.0", "1.1", "fetch activate", "hold of ana");
        Bench.Ran nothing = bench.run("plan", "web-02");
        assertThat(nothing.exit()).isZero();
        assertThat(nothing.out()).contains("nothing to do");
        assertThat(bench.run("plan", "web-1").err()).contains("did you mean web-01?");
    }

    @Test
    void aSearchListsWhatItFindsOfEachKind() {
        controller.on(
                "GET /v1/search",
                Bodies.page(
                        new SearchHit("host", "h_1", "web-01", "role=web"),
                        new SearchHit("rollout", "ro_1", "desafio 1.1", "running, by ana")));

        Bench.Ran ran = bench.run("search", "role", "web", "-o", "csv");
        assertThat(ran.lines())
                .containsExactly(
                        "name,kind,detail,id",
                        "web-01,host,role=web,h_1",
                        "desafio 1.1,rollout,\"running, by ana\",ro_1");
        assertThat(controller.requests("GET /v1/search").get(0).getUrl().queryParameter("q"))
                .isEqualTo("role web");
        assertThat(bench.run("search").exit()).isEqualTo(64);
    }

    @Test
    void aListIsCutToTheColumnsThatAreAskedForAndIsOneJsonALineForPrograms() {
        controller.on("GET /v1/hosts", Bodies.page(Bodies.host("web-01"), Bodies.host("web-02")));

        assertThat(bench.run("hosts", "list", "--columns", "id,host,mem_free", "-o", "csv")
                        .lines())
                .containsExactly("id,host,mem_free", "h_web-01,web-01,512.0 MiB", "h_web-02,web-02,512.0 MiB");
        assertThat(bench.run("hosts", "list", "--columns", "ID").lines()).containsExactly("ID", "h_web-01", "h_web-02");
        Bench.Ran unknown = bench.run("hosts", "list", "--columns", "colour");
        assertThat(unknown.exit()).isEqualTo(64);
        assertThat(unknown.err()).contains("there is no column 'colour', only host, state");
        assertThat(bench.run("hosts", "list", "-o", "ndjson").lines())
                .hasSize(2)
                .allSatisfy(line ->
                        assertThat(Json.tree(line).path("name").asText()).startsWith("web-0"));
    }

    @Test
    void helpIsAVerbToo() {
        assertThat(bench.run("help", "rollout", "start").out()).startsWith("Usage: globohub rollout start");
        assertThat(bench.run("help").out()).startsWith("Usage: globohub");
        assertThat(bench.run("help", "rollout", "stort").exit()).isEqualTo(64);
    }
}
