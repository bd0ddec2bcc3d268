package io.globohub.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.globohub.common.json.Json;
import io.globohub.testkit.RealParts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real Prometheus asks a real controller that has one real host and some simulated ones with a rollout at work, and
 * the host's agent. Its configuration is the shipped one with other addresses in it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrometheusTest {
    private static final Path SHIPPED = Path.of("prometheus").toAbsolutePath();

    @TempDir
    private static Path directory;

    private Programs programs;
    private RunningProgram simulated;
    private PrometheusServer prometheus;
    private Path configuration;
    private int appPort;

    @BeforeAll
    void aFleetWithARolloutAtWork() throws Exception {
        PrometheusServer.requirePart();
        RealParts.requirePackageIndex();
        int agentPort = RealParts.freePort();
        programs = new Programs(Files.createDirectory(directory.resolve("w")));
        programs.startController();
        programs.logIn();
        programs.enroll("role: web");
        programs.configure("metrics_listen: 127.0.0.1:" + agentPort);
        programs.startAgent();
        programs.awaitCheckin();
        programs.push("1.0").succeeds();
        appPort = RealParts.freePort();
        programs.rollOut("1.0", "--bind", "0.0.0.0:" + appPort).succeeds();
        simulated = programs.start(
                "globohub",
                "simulate",
                "--agents",
                "4",
                "--ramp",
                "1s",
                "--duration",
                "9m",
                "--deployment",
                "8m",
                "--failure-rate",
                "0");
        await("the simulated hosts are there")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> programs.globohub("hosts", "list", "-l", "simulated=true", "-o", "name")
                                .out()
                                .lines()
                                .count()
                        == 4);
        programs.globohub("rollout", "start", "desafio", "1.0", "-l", "simulated=true", "--detach", "--yes")
                .succeeds();
        configuration = configuration(agentPort);
        prometheus = PrometheusServer.start(configuration, directory.resolve("prometheus"));
    }

    @AfterAll
    void noProcessIsLeft() throws Exception {
        if (prometheus != null) {
            prometheus.end();
        }
        if (simulated != null) {
            simulated.kill();
        }
        if (programs != null) {
            programs.end();
            assertThat(programs.processes()).isEmpty();
        }
    }

    /** The shipped file, with the addresses, the scheme and the pace of this test. */
    private Path configuration(int agentPort) throws Exception {
        Path token = Files.writeString(directory.resolve("token"), programs.adminToken());
        Files.copy(SHIPPED.resolve("globohub.rules.yml"), directory.resolve("globohub.rules.yml"));
        String text = Files.readString(SHIPPED.resolve("prometheus.yml"))
                .replace("https://controller.example.net:7070", programs.url())
                .replace("controller.example.net:7070", programs.url().replace("http://", ""))
                .replace("scheme: https", "scheme: http")
                .replace("/etc/prometheus/globohub-token", token.toString())
                .replace("15s", "1s")
                .replace("60s", "1s");
        // the names of the hosts lead nowhere on this machine: take the one that is here
        text += "      - source_labels: [__meta_globohub_host]\n        regex: " + Programs.HOST
                + "\n        action: keep\n      - target_label: __address__\n        replacement: 127.0.0.1:"
                + agentPort
                + "\n";
        return Files.writeString(directory.resolve("prometheus.yml"), text);
    }

    private CommandResult promtool(Path in, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        return CommandResult.of(command, Map.of(), in);
    }

    @Test
    void alertsComeWhenTheyShould() throws Exception {
        promtool(SHIPPED, "check", "rules", "globohub.rules.yml").succeeds();
        promtool(SHIPPED, "test", "rules", "globohub.rules.test.yml").succeeds();
    }

    @Test
    void everyAlertIsTried() throws Exception {
        String tests = Files.readString(SHIPPED.resolve("globohub.rules.test.yml"));
        assertThat(alerts())
                .allSatisfy(alert -> assertThat(tests)
                        .containsPattern("alertname: " + alert.path("alert").asText() + "\n\\s+exp_alerts:\n"));
    }

    @Test
    void everyAlertLeadsToWhatToDo() throws Exception {
        String page = Files.readString(Path.of("../docs/monitoring.md"));
        assertThat(alerts()).isNotEmpty().allSatisfy(alert -> {
            String name = alert.path("alert").asText();
            assertThat(alert.at("/annotations/runbook_url").asText())
                    .endsWith("docs/monitoring.md#" + name.toLowerCase(Locale.ROOT));
            assertThat(page).contains("\n### " + name + "\n");
            assertThat(alert.at("/labels/severity").asText()).isIn("warning", "critical");
        });
    }

    private static List<JsonNode> alerts() throws Exception {
        List<JsonNode> alerts = new ArrayList<>();
        Json.yamlTree(SHIPPED.resolve("globohub.rules.yml"))
                .path("groups")
                .forEach(group -> group.path("rules").forEach(alerts::add));
        return alerts;
    }

    @Test
    void theShippedConfigurationFindsTheHosts() throws Exception {
        promtool(directory, "check", "config", configuration.toString()).succeeds();

        assertThat(promtool(directory, "check", "service-discovery", configuration.toString(), "globohub-agents")
                        .succeeds()
                        .out())
                .contains("\"__meta_globohub_host\": \"" + Programs.HOST + "\"")
                .contains("\"__meta_globohub_label_role\": \"web\"")
                .contains("\"__meta_globohub_app_desafio\": \"1.0\"");
    }

    @Test
    void theShippedConfigurationFindsTheAppsWhereTheyListen() throws Exception {
        assertThat(promtool(directory, "check", "service-discovery", configuration.toString(), "globohub-apps")
                        .succeeds()
                        .out())
                .contains("\"__address__\": \"" + Programs.HOST + ":" + appPort + "\"")
                .contains("\"__meta_globohub_app\": \"desafio\"")
                .contains("\"__meta_globohub_version\": \"1.0\"")
                .contains("\"__meta_globohub_label_role\": \"web\"");
    }

    @Test
    void promtoolFindsNothingWrongWithTheMetrics() throws Exception {
        Path metrics = directory.resolve("metrics");
        Files.writeString(
                metrics, programs.globohub("api", "GET", "/metrics").succeeds().out());

        CommandResult check =
                CommandResult.of(List.of("sh", "-c", "promtool check metrics < " + metrics), Map.of(), directory);

        assertThat(check.all().lines().filter(line -> line.contains("globohub_")))
                .isEmpty();
    }

    @Test
    void everyQueryOfTheDashboardHasData() throws Exception {
        JsonNode dashboard = Json.readTolerant(Files.readString(Path.of("grafana/globohub.json")), JsonNode.class);
        List<String> queries = new ArrayList<>();
        dashboard
                .path("panels")
                .forEach(panel -> panel.path("targets")
                        .forEach(target -> queries.add(target.path("expr").asText())));
        assertThat(queries).hasSizeGreaterThan(20);

        await("every panel has data")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    for (String query : queries) {
                        String filled = query.replace("$__rate_interval", "30s").replace("$app", ".*");
                        assertThat(prometheus.query(filled).size()).as(filled).isPositive();
                    }
                });
    }

    @Test
    void everyAlertCanBeEvaluatedOnTheLiveFleet() {
        await("the rules have run")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    List<String> health = prometheus.rules().findValuesAsText("health");
                    assertThat(health).hasSize(alerts().size()).containsOnly("ok");
                });
    }

    @Test
    void theHostsOwnAgentIsAskedWithItsLabels() {
        await("the agent is scraped")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    JsonNode found = prometheus.query("globohub_agent_app_info{job=\"globohub-agents\"}");
                    assertThat(found.at("/0/metric/version").asText()).isEqualTo("1.0");
                    assertThat(found.at("/0/metric/host").asText()).isEqualTo(Programs.HOST);
                    assertThat(found.at("/0/metric/role").asText()).isEqualTo("web");
                });
    }

    @Test
    void panelsAreWellMade() throws Exception {
        JsonNode dashboard = Json.readTolerant(Files.readString(Path.of("grafana/globohub.json")), JsonNode.class);
        assertThat(dashboard.path("panels").findValuesAsText("id")).doesNotHaveDuplicates();
        assertThat(dashboard.path("schemaVersion").asInt()).isPositive();
        dashboard.path("panels").forEach(panel -> {
            if (!panel.path("type").asText().equals("row")) {
                String title = panel.path("title").asText();
                assertThat(panel.at("/fieldConfig/defaults/unit").asText())
                        .as(title)
                        .isNotBlank();
                assertThat(panel.at("/datasource/uid").asText()).as(title).isEqualTo("${datasource}");
                assertThat(panel.path("description").asText()).as(title).isNotBlank();
            }
        });
    }
}
