package io.globohub.controller.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.json.CanonicalJson;
import io.globohub.common.manifest.BindAddress;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.protocol.Freshness;
import io.globohub.common.protocol.HostState;
import io.globohub.common.state.AppObservation;
import io.globohub.common.state.Goal;
import io.globohub.common.state.HostObservation;
import io.globohub.common.state.Phase;
import io.globohub.common.state.ProcessReport;
import io.globohub.controller.api.PrometheusTargets.Target;
import io.globohub.controller.fleet.HostPicture;
import io.globohub.controller.records.HostRecord;
import io.globohub.controller.records.LastSeen;
import io.globohub.testkit.Samples;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrometheusTargetsTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final Manifest MANIFEST = Samples.manifest("1.1");

    @Test
    void anAppIsAskedWhereItsProcessListens() {
        assertThat(targets("0.0.0.0:8000")).containsExactly("web1:8000");
        assertThat(targets("[::]:8000")).containsExactly("web1:8000");
        assertThat(targets("10.0.0.7:8000")).containsExactly("10.0.0.7:8000");
        assertThat(targets("[fd00::7]:8000")).containsExactly("[fd00::7]:8000");
        assertThat(targets("127.0.0.1:8000", "10.0.0.7:9000")).containsExactly("10.0.0.7:9000");
    }

    @Test
    void whereNobodyElseCanAskThereIsNoTarget() {
        assertThat(targets("127.0.0.1:8000")).isEmpty();
        assertThat(targets("[::1]:8000", "localhost:8000")).isEmpty();
        assertThat(targets()).isEmpty();
        assertThat(PrometheusTargets.apps(List.of(host(null)))).isEmpty();
    }

    @Test
    void aTargetTellsItsAppItsVersionAndItsHost() {
        Target target =
                PrometheusTargets.apps(List.of(host(process("0.0.0.0:8000")))).get(0);

        assertThat(target.labels())
                .containsEntry("__meta_globohub_app", MANIFEST.app().value())
                .containsEntry("__meta_globohub_version", "1.1")
                .containsEntry("__meta_globohub_host", "web1")
                .containsEntry("__meta_globohub_freshness", "fresh")
                .containsEntry("__meta_globohub_label_zone_name", "a-1");
    }

    @Test
    void aHostWithoutAppsIsATargetForAgentsAlone() {
        assertThat(PrometheusTargets.agents(List.of(host(null)), 7071))
                .singleElement()
                .satisfies(target -> assertThat(target.targets()).containsExactly("web1:7071"));
    }

    private static List<String> targets(String... bind) {
        return PrometheusTargets.apps(List.of(host(process(bind)))).stream()
                .flatMap(target -> target.targets().stream())
                .toList();
    }

    private static ProcessReport process(String... bind) {
        return new ProcessReport(
                CanonicalJson.idOf(MANIFEST),
                1,
                NOW,
                1,
                0,
                1,
                1,
                Arrays.stream(bind).map(BindAddress::parse).toList());
    }

    private static HostPicture host(ProcessReport process) {
        AppObservation app = new AppObservation(
                MANIFEST.app(),
                Goal.RUNNING,
                CanonicalJson.idOf(MANIFEST),
                null,
                List.of(),
                process,
                Phase.SERVING,
                NOW,
                0,
                0,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                null);
        HostRecord host = new HostRecord(
                "host_1", "web1", HostState.ACTIVE, Map.of("zone-name", "a-1"), null, 0, 0, 0, "os", NOW, null);
        HostObservation seen = new HostObservation(NOW, "1", "boot", NOW, 0, "os", "3.11", List.of(app));
        return new HostPicture(host, new LastSeen("host_1", NOW, seen, null, "i"), Freshness.FRESH, List.of());
    }
}
