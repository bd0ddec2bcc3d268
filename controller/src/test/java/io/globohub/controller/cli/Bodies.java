package io.globohub.controller.cli;

import io.globohub.common.json.Json;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.manifest.Version;
import io.globohub.common.protocol.Drift;
import io.globohub.common.protocol.Freshness;
import io.globohub.common.protocol.HostAppView;
import io.globohub.common.protocol.HostDetail;
import io.globohub.common.protocol.HostState;
import io.globohub.common.protocol.HostSummary;
import io.globohub.common.protocol.RolloutPlan;
import io.globohub.common.protocol.RolloutView;
import io.globohub.common.protocol.RolloutView.HostStatus;
import io.globohub.common.protocol.RolloutView.RolloutHost;
import io.globohub.common.state.Goal;
import io.globohub.common.state.Phase;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Bodies that a controller would send. */
final class Bodies {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    static final AppName DESAFIO = new AppName("desafio");
    static final ManifestId V1 = ManifestId.parse("desafio:1.0:aaaaaaaaaaaa");
    static final ManifestId V2 = ManifestId.parse("desafio:1.1:bbbbbbbbbbbb");

    private Bodies() {}

    static HostSummary host(String name, Drift... drift) {
        HostAppView app = new HostAppView(
                DESAFIO,
                Goal.RUNNING,
                V1,
                V1,
                V1,
                V1.version(),
                V1.version(),
                V1.version(),
                Phase.SERVING,
                0,
                0,
                List.of(drift));
        return new HostSummary(
                "h_" + name,
                name,
                HostState.ACTIVE,
                Freshness.FRESH,
                NOW.minusSeconds(5),
                Map.of("role", "web"),
                null,
                3,
                3,
                "0.1.0",
                0.25,
                512L << 20,
                1024L << 20,
                10L << 30,
                20L << 30,
                0.5,
                List.of(app));
    }

    static String detail(HostSummary host) {
        return Json.write(new HostDetail(host, NOW, null, null, null, null));
    }

    static String page(Object... items) {
        return page(null, items);
    }

    static String page(String cursor, Object... items) {
        String all = Arrays.stream(items).map(Json::write).collect(Collectors.joining(","));
        return "{\"items\":[" + all + "]" + (cursor == null ? "" : ",\"next_cursor\":\"" + cursor + "\"") + "}";
    }

    static RolloutPlan plan(int changes) {
        return new RolloutPlan(
                DESAFIO,
                new Version("1.1"),
                V2,
                Goal.RUNNING,
                "role=web",
                List.of(new RolloutPlan.PlannedHost(
                        "h_web-01",
                        "web-01",
                        changes == 0 ? 0 : 1,
                        changes == 0 ? "none" : "upgrade",
                        V1.version(),
                        V1,
                        3_000_000_000L,
                        "reused",
                        "handover",
                        true,
                        "")),
                changes == 0 ? 0 : 1,
                changes,
                List.of("comments are kept in memory and will be lost"),
                "\"plan-1\"");
    }

    static RolloutView rollout(RolloutView.Status status, RolloutHost... hosts) {
        Map<String, Integer> counts = new TreeMap<>();
        for (RolloutHost host : hosts) {
            counts.merge(host.status().name().toLowerCase(java.util.Locale.ROOT), 1, Integer::sum);
        }
        return new RolloutView(
                "ro_1",
                DESAFIO,
                new Version("1.1"),
                V2,
                Goal.RUNNING,
                "role=web",
                status,
                null,
                null,
                "ada",
                null,
                NOW,
                status.isFinished() ? NOW.plusSeconds(42) : null,
                1,
                2,
                "50%",
                0,
                10,
                null,
                null,
                false,
                counts,
                List.of(hosts));
    }

    static RolloutHost rolloutHost(String name, HostStatus status, String reason, String detail) {
        return new RolloutHost("h_" + name, name, 1, status, V1, reason, detail, List.of(), NOW, null);
    }
}
