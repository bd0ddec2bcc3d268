package io.globohub.agent.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.agent.control.ControlReply;
import io.globohub.common.json.CanonicalJson;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.BindAddress;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.state.AppObservation;
import io.globohub.common.state.Goal;
import io.globohub.common.state.HostObservation;
import io.globohub.common.state.Phase;
import io.globohub.common.state.ProbeReport;
import io.globohub.common.state.ProcessReport;
import io.globohub.testkit.RealParts;
import io.globohub.testkit.Samples;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentMetricsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.500Z");

    private static ControlReply status(ProcessReport running) {
        AppObservation app = new AppObservation(
                new AppName("desafio"),
                Goal.RUNNING,
                null,
                null,
                List.of(),
                running,
                running == null ? Phase.BACKOFF : Phase.SERVING,
                NOW,
                3,
                1,
                null,
                new ProbeReport(NOW, running != null, 0, 0.0125, "200"),
                null,
                null,
                null,
                List.of(),
                null);
        HostObservation host = new HostObservation(NOW, "0.1.0 \"x\"", "boot", NOW, 7, "Debian", "3.11", List.of(app));
        return new ControlReply(true, "", host, new ControlReply.UplinkStatus("answered", NOW, null, 2), null);
    }

    private static ProcessReport process() {
        ManifestId id = CanonicalJson.idOf(Samples.manifest("1.0"));
        return new ProcessReport(id, 1, NOW, 2, 0.25, 50_000_000, 12, List.of(new BindAddress("127.0.0.1", 8000)));
    }

    @Test
    void agentAndAppsAreTold() {
        assertThat(AgentMetrics.text(status(process())))
                .contains("globohub_agent_build_info{version=\"0.1.0 \\\"x\\\"\"} 1\n")
                .contains("globohub_agent_start_timestamp_seconds 1.7672256005E9\n")
                .contains("globohub_agent_controller_answers 1\n")
                .contains("globohub_agent_outbox_events 2\n")
                .contains("globohub_agent_app_phase{app=\"desafio\",phase=\"serving\"} 1\n")
                .contains("globohub_agent_app_phase{app=\"desafio\",phase=\"backoff\"} 0\n")
                .contains("globohub_agent_app_restarts_total{app=\"desafio\"} 3\n")
                .contains("globohub_agent_app_info{app=\"desafio\",version=\"1.0\"} 1\n")
                .contains("globohub_agent_app_resident_memory_bytes{app=\"desafio\"} 50000000\n")
                .contains("globohub_agent_app_probe_duration_seconds{app=\"desafio\"} 0.0125\n");
    }

    @Test
    void nothingIsSaidOfAProcessThatIsNotThere() {
        assertThat(AgentMetrics.text(status(null)))
                .contains("globohub_agent_app_phase{app=\"desafio\",phase=\"backoff\"} 1\n")
                .doesNotContain("app_workers")
                .doesNotContain("app_info");
    }

    @Test
    void promtoolFindsNothingWrong() throws Exception {
        RealParts.require(RealParts.succeeds(List.of("promtool", "--version")), "promtool is not installed");
        Process promtool = new ProcessBuilder("promtool", "check", "metrics")
                .redirectErrorStream(true)
                .start();
        try (OutputStream in = promtool.getOutputStream()) {
            new ByteArrayInputStream(AgentMetrics.text(status(process())).getBytes(StandardCharsets.UTF_8))
                    .transferTo(in);
        }
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor()).as(said).isZero();
        assertThat(said).isEmpty();
    }

    @Test
    void onlyMetricsAreAnsweredAndOnlyRead() throws Exception {
        try (MetricsServer server =
                new MetricsServer(new BindAddress("127.0.0.1", RealParts.freePort()), () -> "a 1\n")) {
            HttpClient client = HttpClient.newHttpClient();
            URI metrics = URI.create("http://127.0.0.1:" + server.port() + "/metrics");
            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("a 1\n");
            assertThat(answer.headers().firstValue("Content-Type")).hasValue(MetricsText.CONTENT_TYPE);
            assertThat(client.send(
                                    HttpRequest.newBuilder(metrics)
                                            .POST(HttpRequest.BodyPublishers.ofString("x"))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(405);
            assertThat(client.send(
                                    HttpRequest.newBuilder(metrics.resolve("/")).build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(404);
        }
    }
}
