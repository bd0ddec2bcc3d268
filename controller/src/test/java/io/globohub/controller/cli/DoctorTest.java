package io.globohub.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.globohub.common.json.Json;
import io.globohub.common.protocol.Role;
import io.globohub.common.protocol.TokenView;
import io.globohub.common.protocol.VersionView;
import io.globohub.common.state.Reason;
import io.globohub.testkit.RealParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    @TempDir
    Path directory;

    private static FakeController healthy(String date) throws IOException {
        FakeController controller = new FakeController();
        controller.on(
                "GET /healthz",
                FakeController.json(200, "{}").setHeader("Date", date).build());
        controller.on("GET /v1/version", Json.write(new VersionView("0.1.0", null, 1)));
        controller.on(
                "GET /v1/whoami",
                Json.write(new TokenView("tok_1", "ada", Role.OPERATOR, null, null, null, null, null, null, null)));
        return controller;
    }

    private static JsonNode finding(Bench.Ran ran, String check) {
        for (JsonNode finding : ran.json().path("items")) {
            if (finding.path("check").asText().equals(check)) {
                return finding;
            }
        }
        return Json.tree("{}");
    }

    @Test
    void whenAllIsWellEveryFindingIsGood() throws IOException {
        try (FakeController controller = healthy("Thu, 01 Jan 2026 00:00:02 GMT")) {
            Bench.Ran ran = Bench.at(directory, controller.url()).run("doctor", "-o", "json");
            assertThat(ran.exit()).isZero();
            assertThat(ran.json().path("items"))
                    .hasSize(6)
                    .allMatch(item -> item.path("good").asBoolean());
            assertThat(finding(ran, "token").path("finding").asText()).isEqualTo("ada, operator");
        }
    }

    @Test
    void aClockThatDiffersIsFound() throws IOException {
        try (FakeController controller = healthy("Thu, 01 Jan 2026 00:05:00 GMT")) {
            Bench.Ran ran = Bench.at(directory, controller.url()).run("doctor", "-o", "json");
            assertThat(ran.exit()).isEqualTo(1);
            assertThat(finding(ran, "clock").path("finding").asText()).contains("5m");
            assertThat(finding(ran, "clock").path("remedy").asText()).contains("timedatectl");
        }
    }

    @Test
    void aRefusedTokenIsFound() throws IOException {
        try (FakeController controller = new FakeController()) {
            controller.on("GET /healthz", "{}");
            controller.on("GET /v1/version", Json.write(new VersionView("9", null, 2)));
            controller.onProblem("GET /v1/whoami", 401, Reason.UNAUTHORIZED, "the token has expired");
            Bench.Ran ran = Bench.at(directory, controller.url()).run("doctor", "-o", "json");
            assertThat(finding(ran, "token").path("finding").asText()).isEqualTo("the token has expired");
            assertThat(finding(ran, "version").path("good").asBoolean()).isFalse();
        }
    }

    @Test
    void aControllerThatIsNotThereIsFoundWithARemedyThatIsNotTheDoctor() {
        Bench.Ran ran =
                Bench.at(directory, "http://127.0.0.1:" + RealParts.freePort()).run("doctor", "-o", "json");
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(finding(ran, "connection").path("good").asBoolean()).isFalse();
        assertThat(finding(ran, "connection").path("remedy").asText()).doesNotContain("doctor");
    }

    @Test
    void tokensOpenToOthersAreFound() throws IOException {
        Bench bench = new Bench(directory);
        Files.createDirectories(bench.config().getParent());
        Files.writeString(bench.config(), "current: a\ncontexts: {a: {url: 'http://127.0.0.1:1', token: t}}\n");
        Files.setPosixFilePermissions(bench.config(), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(finding(bench.run("doctor", "-o", "json"), "contexts")
                        .path("remedy")
                        .asText())
                .startsWith("chmod 600");
    }

    @Test
    void withoutAnyContextItSaysSo() {
        Bench.Ran ran = new Bench(directory).run("doctor");
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out()).contains("no controller is known");
    }
}
