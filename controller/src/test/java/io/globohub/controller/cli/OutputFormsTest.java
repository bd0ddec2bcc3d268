package io.globohub.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way to show a result, through commands that people type. */
class OutputFormsTest {
    @TempDir
    Path directory;

    private FakeController controller;
    private Bench bench;

    @BeforeEach
    void aControllerWithThreeHosts() throws IOException {
        controller = new FakeController();
        controller.on("GET /v1/hosts", Bodies.page(Bodies.host("web-10"), Bodies.host("web-2"), Bodies.host("db-1")));
        bench = Bench.at(directory, controller.url());
    }

    @AfterEach
    void close() {
        controller.close();
    }

    @Test
    void aTemplateFillsALineForEachItem() {
        Bench.Ran ran = bench.run("hosts", "list", "-o", "template={name} {labels.role} {apps.running_version}\\n");
        assertThat(ran.exit()).isZero();
        assertThat(ran.lines()).containsExactly("web-10 web 1.0", "web-2 web 1.0", "db-1 web 1.0");
    }

    @Test
    void aTemplateOfOneThingIsFilledOnce() {
        controller.on("GET /v1/hosts/web-2", Bodies.detail(Bodies.host("web-2")));
        assertThat(shown("hosts", "show", "web-2", "-o", "template={summary.name} {summary.generation}"))
                .containsExactly("web-2 3");
    }

    @Test
    void aFieldThatIsNotThereIsMisuseWithTheNearestOne() {
        Bench.Ran ran = bench.run("hosts", "list", "-o", "template={nam}");
        assertThat(ran.exit()).isEqualTo(64);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("there is no field 'nam' (did you mean name?), only agent_version, apps.app");
    }

    @Test
    void aSlipInTheTemplateLosesNothingThatIsToldOnce() {
        controller.on(
                "POST /v1/tokens", "{\"id\":\"tok_1\",\"name\":\"ci\",\"role\":\"viewer\",\"secret\":\"ght_once\"}");
        Bench.Ran ran = bench.run("token", "create", "ci", "--role", "viewer", "-o", "template={secre}");
        assertThat(ran.exit()).isEqualTo(64);
        assertThat(ran.err()).contains("did you mean secret?");
        assertThat(ran.out()).contains("\"secret\" : \"ght_once\"");
    }

    @Test
    void everyFormOfAListFollowsTheOrderAskedFor() {
        assertThat(shown("hosts", "list", "--sort", "host", "-o", "name")).containsExactly("db-1", "web-2", "web-10");
        assertThat(shown("hosts", "list", "--sort", "HOST:desc", "--columns", "host", "--no-headers"))
                .containsExactly("web-10", "web-2", "db-1");
        assertThat(shown("hosts", "list", "--sort", "host", "-o", "template={name}"))
                .containsExactly("db-1", "web-2", "web-10");
        assertThat(shown("hosts", "list", "--sort", "host", "-o", "ndjson"))
                .extracting(line -> Json.tree(line).path("name").asText())
                .containsExactly("db-1", "web-2", "web-10");
        assertThat(bench.run("hosts", "list", "--sort", "host", "-o", "json")
                        .json()
                        .path("items"))
                .extracting(item -> item.path("name").asText())
                .containsExactly("db-1", "web-2", "web-10");
    }

    @Test
    void aColumnMaySortWithoutBeingShown() {
        assertThat(shown("hosts", "list", "--sort", "id", "--columns", "host", "-o", "csv", "--no-headers"))
                .containsExactly("db-1", "web-2", "web-10");
    }

    @Test
    void sshIsToldOfHostsAndOfTheAddressTheirLabelSays() {
        controller = hosts(
                "{\"name\":\"web-01\",\"labels\":{\"address\":\"10.0.0.7\"}}", "{\"name\":\"web-02\",\"labels\":{}}");
        assertThat(shown("hosts", "list", "-o", "ssh-config"))
                .containsExactly("Host web-01", "  HostName 10.0.0.7", "Host web-02", "  HostName web-02");
    }

    @Test
    void aHostileNameOrLabelSaysNothingToSsh() {
        controller = hosts(
                "{\"name\":\"a\\n  ProxyCommand evil\"}",
                "{\"name\":\"*\"}",
                "{\"name\":\"-oProxyCommand=x\"}",
                "{\"name\":\"web-03\",\"labels\":{\"address\":\"h\\n  ProxyCommand evil\"}}");
        assertThat(shown("hosts", "list", "-o", "ssh-config"))
                .hasSize(4)
                .allSatisfy(line -> assertThat(line).startsWith("# left out: "));
    }

    private List<String> shown(String... arguments) {
        Bench.Ran ran = bench.run(arguments);
        assertThat(ran.exit()).as(ran.err()).isZero();
        return ran.lines();
    }

    private FakeController hosts(String... hosts) {
        controller.close();
        try {
            FakeController other = new FakeController();
            other.on(
                    "GET /v1/hosts",
                    "{\"items\":["
                            + String.join(",", hosts)
                                    .replace("{\"name\"", "{\"generation\":1,\"observed_generation\":1,\"name\"")
                            + "]}");
            bench = Bench.at(directory, other.url());
            return other;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void whatMakesNoSenseTogetherIsRefusedBeforeAnythingIsAsked() {
        assertThat(Stream.of(
                        List.of("hosts", "list", "--columns", "host", "-o", "json"),
                        List.of("hosts", "list", "--columns", "host", "-o", "name"),
                        List.of("hosts", "list", "--columns", "host", "-o", "template={name}"),
                        List.of("rollout", "list", "-o", "ssh-config"),
                        List.of("hosts", "show", "web-2", "-o", "ssh-config"),
                        List.of("hosts", "show", "web-2", "--columns", "host"),
                        List.of("hosts", "unhold", "web-2", "--yes", "--sort", "host"),
                        List.of("events", "-f", "--sort", "seq"),
                        List.of("events", "-f", "-o", "csv"),
                        List.of("logs", "web-2", "desafio", "-f", "-o", "yaml"),
                        List.of("hosts", "list", "-o", "template"),
                        List.of("hosts", "list", "-o", "template={name")))
                .allSatisfy(line -> {
                    Bench.Ran ran = bench.run(line.toArray(new String[0]));
                    assertThat(ran.exit()).as(line.toString()).isEqualTo(64);
                    assertThat(ran.err()).startsWith("error[usage]: ");
                });
        assertThat(controller.asked()).isEmpty();
    }

    @Test
    void aPersonIsToldThatAListIsEmptyAndAProgramGetsItsTitles() throws IOException {
        try (FakeController empty = new FakeController()) {
            empty.on("GET /v1/hosts", Bodies.page());
            bench = Bench.at(directory, empty.url());
            assertThat(shown("hosts", "list", "-o", "csv")).hasSize(1);
            assertThat(shown("hosts", "list")).hasSize(1);
            bench.withTerminal(80);
            Bench.Ran ran = bench.run("hosts", "list");
            assertThat(ran.out()).isEmpty();
            assertThat(ran.err()).startsWith("no hosts yet: 'globohub enroll-token'");
            assertThat(bench.run("hosts", "list", "-l", "role=db").err()).startsWith("no host is like that");
            assertThat(bench.run("hosts", "list", "--sort", "hots").exit()).isEqualTo(64);
        }
    }

    @Test
    void aFormatThatIsNotThereIsAnsweredWithTheNearest() {
        Bench.Ran ran = bench.run("hosts", "list", "-o", "jsno");
        assertThat(ran.exit()).isEqualTo(64);
        assertThat(ran.err()).contains("there is no format 'jsno' (did you mean json?), only table, wide, json");
    }
}
