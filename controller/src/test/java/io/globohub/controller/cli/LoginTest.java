package io.globohub.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.json.Json;
import io.globohub.common.protocol.Role;
import io.globohub.common.protocol.TokenView;
import io.globohub.common.state.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginTest {
    @TempDir
    Path directory;

    FakeController controller;
    Bench bench;

    @BeforeEach
    void startController() throws IOException {
        controller = new FakeController();
        bench = new Bench(directory);
        controller.on(
                "GET /v1/whoami",
                Json.write(new TokenView("tok_1", "ada", Role.OPERATOR, null, null, null, null, null, null, null)));
        controller.on("GET /v1/fleet", "{\"hosts\":0}");
    }

    @AfterEach
    void stopController() {
        controller.close();
    }

    private Bench.Ran login(String... more) throws IOException {
        Files.writeString(directory.resolve("token"), "gt_secret\n");
        String[] line = new String[4 + more.length];
        System.arraycopy(new String[] {"login", controller.url(), "--token-file", "token"}, 0, line, 0, 4);
        System.arraycopy(more, 0, line, 4, more.length);
        return bench.run(line);
    }

    @Test
    void aTriedTokenIsKeptInAFileThatOnlyItsOwnerReads() throws IOException {
        Bench.Ran ran = login();

        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).contains("ada", "operator").doesNotContain("gt_secret");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(bench.config())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(bench.config().getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void theKeptTokenIsUsedFromThenOn() throws IOException {
        login();
        assertThat(bench.run("status", "-o", "json").exit()).isZero();
        assertThat(controller.requests("GET /v1/fleet").get(0).getHeaders().get("Authorization"))
                .isEqualTo("Bearer gt_secret");
    }

    @Test
    void aTokenMayComeFromStandardInputOrFromAPersonUnseen() {
        assertThat(bench.typing("gt_stdin\n")
                        .run("login", controller.url(), "--token-stdin")
                        .exit())
                .isZero();
        bench.secret = Optional.of("gt_typed");
        assertThat(bench.run("login", controller.url()).exit()).isZero();
        assertThat(controller.requests("GET /v1/whoami"))
                .extracting(request -> request.getHeaders().get("Authorization"))
                .containsExactly("Bearer gt_stdin", "Bearer gt_typed");
    }

    @Test
    void whereNobodyCanBeAskedALoginWithoutTokenIsMisuse() {
        Bench.Ran ran = bench.run("login", controller.url());
        assertThat(ran.exit()).isEqualTo(64);
        assertThat(ran.err()).contains("--token-stdin");
    }

    @Test
    void aTokenIsNeverAnArgument() {
        assertThat(bench.run("login", controller.url(), "--token", "gt_secret").exit())
                .isEqualTo(64);
    }

    @Test
    void aRefusedTokenLeavesNothingBehind() throws IOException {
        try (FakeController strict = new FakeController()) {
            strict.onProblem("GET /v1/whoami", 401, Reason.UNAUTHORIZED, "no such token");
            Bench.Ran ran = bench.typing("wrong").run("login", strict.url(), "--token-stdin");
            assertThat(ran.exit()).isEqualTo(77);
            assertThat(ran.err()).contains("error[unauthorized]: no such token");
            assertThat(bench.config()).doesNotExist();
        }
    }

    @Test
    void contextsAreListedAndSwitchedWithoutShowingTokens() throws IOException {
        login("--name", "prod");
        login("--name", "test");

        Bench.Ran list = bench.run("context", "list", "-o", "csv");
        assertThat(list.lines())
                .containsExactly("context,current,url", "prod,," + controller.url(), "test,yes," + controller.url());
        assertThat(bench.run("context", "list", "-o", "json").out()).doesNotContain("gt_secret");

        assertThat(bench.run("context", "use", "prod").exit()).isZero();
        assertThat(bench.run("context", "list", "-o", "csv").out()).contains("prod,yes");
        Bench.Ran unknown = bench.run("context", "use", "prd");
        assertThat(unknown.exit()).isEqualTo(4);
        assertThat(unknown.err()).contains("did you mean prod?");
    }

    @Test
    void theEnvironmentWinsOverTheFile() throws IOException {
        login();
        bench.environment.put("GLOBOHUB_TOKEN", "gt_environment");
        bench.run("status", "-o", "json");
        assertThat(controller.requests("GET /v1/fleet").get(0).getHeaders().get("Authorization"))
                .isEqualTo("Bearer gt_environment");
    }

    @Test
    void aKeptTokenIsNeverShownToAnotherController() throws IOException {
        login();
        try (FakeController other = new FakeController()) {
            other.on("GET /v1/fleet", "{\"hosts\":0}");
            bench.environment.put("GLOBOHUB_URL", other.url());
            bench.run("status", "-o", "json");
            assertThat(other.requests("GET /v1/fleet").get(0).getHeaders().get("Authorization"))
                    .isNull();
        }
    }

    @Test
    void withoutAnyControllerTheCommandSaysHowToGetOne() {
        Bench.Ran ran = bench.run("status");
        assertThat(ran.exit()).isEqualTo(78);
        assertThat(ran.err()).contains("error[bad_config]", "globohub login URL");
    }

    @Test
    void aBrokenFileIsNamedAndLeftAsItIs() throws IOException {
        Files.createDirectories(bench.config().getParent());
        Files.writeString(bench.config(), "contexts: [oops");
        Bench.Ran ran = bench.run("status");
        assertThat(ran.exit()).isEqualTo(78);
        assertThat(ran.err()).contains("config.yaml");
        assertThat(Files.readString(bench.config())).isEqualTo("contexts: [oops");
    }

    @Test
    void theFileMovesWithXdgConfigHome() throws IOException {
        bench.environment.put("XDG_CONFIG_HOME", directory.resolve("elsewhere").toString());
        login();
        assertThat(directory.resolve("elsewhere/globohub/config.yaml")).exists();
    }

    @Test
    void anUnencryptedAddressElsewhereIsWarnedOf() {
        Bench.Ran ran = bench.typing("t").run("login", "http://controller.invalid:7070", "--token-stdin");
        assertThat(ran.exit()).isEqualTo(69);
        assertThat(ran.err()).contains("warning: http://controller.invalid:7070 is not encrypted");
    }

    @Test
    void anAddressThatIsNoneIsInvalidInput() {
        assertThat(bench.typing("t").run("login", "ftp://x", "--token-stdin").exit())
                .isEqualTo(65);
        assertThat(bench.typing("t").run("login", "http://a b", "--token-stdin").exit())
                .isEqualTo(65);
    }
}
