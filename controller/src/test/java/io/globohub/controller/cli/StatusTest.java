package io.globohub.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.json.Json;
import io.globohub.common.protocol.FleetSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusTest {
    @TempDir
    Path directory;

    FakeController controller;

    @BeforeEach
    void startController() throws IOException {
        controller = new FakeController();
    }

    @AfterEach
    void stopController() {
        controller.close();
    }

    private static String fleet(int lost, int drifting) {
        return Json.write(new FleetSummary(
                Bodies.NOW,
                3,
                Map.of("fresh", 3 - lost, "lost", lost),
                List.of(new FleetSummary.VersionCount("desafio", "1.0", 2, 3)),
                Map.of("wrong_version", drifting),
                List.of(),
                Bodies.NOW.minusSeconds(9)));
    }

    @Test
    void jsonIsTheControllersOwnBody() {
        String body = "{\"hosts\":3,\"a_field_of_tomorrow\":{\"x\":[1,2]}}";
        controller.on("GET /v1/fleet", body);

        Bench.Ran ran = Bench.at(directory, controller.url()).run("status", "-o", "json");

        assertThat(ran.exit()).isZero();
        assertThat(ran.json()).isEqualTo(Json.tree(body));
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void everyCallCarriesTheTokenAndNamesThisProgram() {
        controller.on("GET /v1/fleet", fleet(0, 0));

        Bench.at(directory, controller.url()).run("status");

        var request = controller.requests("GET /v1/fleet").get(0);
        assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer secret-token");
        assertThat(request.getHeaders().get("User-Agent")).isEqualTo("globohub/0.0-test");
    }

    @Test
    void aPersonSeesHostsVersionsAndDrift() {
        controller.on("GET /v1/fleet", fleet(1, 2));

        Bench.Ran ran = Bench.at(directory, controller.url()).run("status");

        assertThat(ran.out()).contains("1 lost", "2 wrong_version", "desafio", "1.0", "9s ago");
    }

    @Test
    void withExitCodeLostHostsWeighMoreThanDrift() {
        controller.on("GET /v1/fleet", fleet(1, 2));
        assertThat(Bench.at(directory, controller.url())
                        .run("status", "--exit-code")
                        .exit())
                .isEqualTo(11);
    }

    @Test
    void withExitCodeDriftIsTen() {
        controller.on("GET /v1/fleet", fleet(0, 2));
        assertThat(Bench.at(directory, controller.url())
                        .run("status", "--exit-code")
                        .exit())
                .isEqualTo(10);
    }

    @Test
    void withExitCodeAHealthyFleetIsZero() {
        controller.on("GET /v1/fleet", fleet(0, 0));
        assertThat(Bench.at(directory, controller.url())
                        .run("status", "--exit-code")
                        .exit())
                .isZero();
    }

    @Test
    void yamlSaysTheSameAsJson() {
        controller.on("GET /v1/fleet", fleet(0, 0));

        Bench.Ran ran = Bench.at(directory, controller.url()).run("status", "-o", "yaml");

        assertThat(Json.yamlTree(ran.out()).path("hosts").asInt()).isEqualTo(3);
    }
}
