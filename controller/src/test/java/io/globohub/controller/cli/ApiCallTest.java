package io.globohub.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.json.Json;
import io.globohub.common.state.Reason;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiCallTest {
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

    @Test
    void anyPathCanBeRead() {
        controller.on("GET /v1/hosts", "{\"items\":[]}");
        Bench.Ran ran = bench.run("api", "get", "/v1/hosts?freshness=lost");
        assertThat(ran.exit()).isZero();
        assertThat(ran.json()).isEqualTo(Json.tree("{\"items\":[]}"));
        assertThat(controller.asked()).containsExactly("GET /v1/hosts?freshness=lost");
    }

    @Test
    void aBodyComesFromStandardInput() {
        controller.on("POST /v1/manifests", "{}");
        bench.typing("{\"app\":\"desafio\"}").run("api", "POST", "/v1/manifests", "--body", "-", "--header", "X-A=b");
        var request = controller.requests("POST /v1/manifests").get(0);
        assertThat(FakeController.bodyOf(request)).isEqualTo("{\"app\":\"desafio\"}");
        assertThat(request.getHeaders().get("Content-Type")).startsWith("application/json");
        assertThat(request.getHeaders().get("X-A")).isEqualTo("b");
    }

    @Test
    void whatIsNotJsonIsPrintedAsItIs() {
        controller.on(
                "GET /metrics",
                new mockwebserver3.MockResponse.Builder()
                        .body("# HELP x\nx 1\n")
                        .build());
        assertThat(bench.run("api", "GET", "/metrics").out()).isEqualTo("# HELP x\nx 1\n");
    }

    @Test
    void curlIsPrintedWithoutTheToken() {
        Bench.Ran ran = bench.run("api", "PATCH", "/v1/hosts/it's", "--curl", "--header", "If-Match=*");
        assertThat(ran.out().strip())
                .isEqualTo("curl -sS --fail-with-body -X PATCH -H \"Authorization: Bearer $GLOBOHUB_TOKEN\""
                        + " -H 'If-Match: *' '" + controller.url() + "/v1/hosts/it'\\''s'");
        assertThat(controller.asked()).isEmpty();
    }

    @Test
    void aProblemEndsWithItsExitCode() {
        controller.onProblem("GET /v1/x", 404, Reason.NOT_FOUND, "there is nothing at /v1/x");
        assertThat(bench.run("api", "GET", "/v1/x").exit()).isEqualTo(4);
    }

    @Test
    void aPathThatIsNoneIsMisuse() {
        assertThat(bench.run("api", "GET", "v1/hosts").exit()).isEqualTo(64);
        assertThat(bench.run("api", "G T", "/v1/hosts").exit()).isEqualTo(64);
    }
}
