package io.globohub.controller.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.manifest.Version;
import io.globohub.common.protocol.RolloutView;
import io.globohub.common.protocol.RolloutView.HostStatus;
import io.globohub.common.protocol.RolloutView.RolloutHost;
import io.globohub.common.protocol.RolloutView.Status;
import io.globohub.common.state.Goal;
import io.globohub.controller.cli.output.Paint;
import io.globohub.controller.cli.output.Plain;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RolloutProgressTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static RolloutView view(Status status, Instant gate, boolean promotion, List<RolloutHost> hosts) {
        Map<String, Integer> counts = new TreeMap<>();
        hosts.forEach(host -> counts.merge(host.status().name().toLowerCase(Locale.ROOT), 1, Integer::sum));
        return new RolloutView(
                "ro_1",
                new AppName("desafio"),
                new Version("1.1"),
                ManifestId.parse("desafio:1.1:bbbbbbbbbbbb"),
                Goal.RUNNING,
                "role=web",
                status,
                null,
                null,
                "ada",
                null,
                NOW,
                null,
                2,
                4,
                "25%",
                1,
                10,
                gate,
                NOW.plusSeconds(600),
                promotion,
                counts,
                hosts);
    }

    private static List<RolloutHost> hosts(HostStatus... statuses) {
        List<RolloutHost> hosts = new ArrayList<>();
        for (HostStatus status : statuses) {
            String name = String.format(Locale.ROOT, "web-%02d", hosts.size() + 1);
            String reason = status == HostStatus.FAILED ? "probe_failed" : null;
            hosts.add(new RolloutHost(
                    name, name, 1, status, null, reason, reason == null ? null : "answered 500", null, null, null));
        }
        return hosts;
    }

    @Test
    void theBlockShowsBarBatchCountsGateAndFailures() {
        RolloutView view = view(
                Status.RUNNING,
                NOW.plusSeconds(12),
                false,
                hosts(HostStatus.DONE, HostStatus.FAILED, HostStatus.BAKING, HostStatus.WAITING));

        assertThat(RolloutProgress.lines(view, NOW, 80, Paint.NONE))
                .containsExactly(
                        "ro_1  desafio 1.1 on role=web  running",
                        "[" + "█".repeat(15) + "░".repeat(15) + "] 2/4 hosts  batch 2/4",
                        "· 1 waiting  ◔ 1 baking  ✔ 1 done  ✖ 1 failed",
                        "gate opens in 12s · deadline in 10m",
                        "✖ web-02  probe_failed: answered 500");
    }

    @Test
    void aCanaryThatWaitsSaysWhatForAndHow() {
        RolloutView view = view(Status.RUNNING, null, true, hosts(HostStatus.DONE, HostStatus.WAITING));
        assertThat(RolloutProgress.lines(view, NOW, 100, Paint.NONE))
                .anyMatch(line -> line.contains("canary waits for: globohub rollout promote ro_1"));
    }

    @Test
    void noLineIsEverWiderThanTheTerminal() {
        HostStatus[] all = HostStatus.values();
        RolloutView view = view(Status.ROLLING_BACK, NOW.plusSeconds(5), true, hosts(all));
        for (int width = 10; width < 120; width++) {
            int columns = width;
            assertThat(RolloutProgress.lines(view, NOW, width, Paint.NONE))
                    .allSatisfy(line -> assertThat(Plain.width(line)).as(line).isLessThanOrEqualTo(columns));
        }
    }

    @Test
    void onlyTheLastFiveFailuresAreShown() {
        HostStatus[] failed = new HostStatus[9];
        java.util.Arrays.fill(failed, HostStatus.FAILED);
        List<String> lines =
                RolloutProgress.lines(view(Status.RUNNING, null, false, hosts(failed)), NOW, 80, Paint.NONE);
        assertThat(lines)
                .filteredOn(line -> line.startsWith("✖ web"))
                .hasSize(5)
                .last()
                .asString()
                .contains("web-09");
    }

    @Test
    void anEmptyRolloutIsNoDivisionByZero() {
        assertThat(RolloutProgress.lines(view(Status.SUCCEEDED, null, false, List.of()), NOW, 80, Paint.NONE))
                .anyMatch(line -> line.contains("0/0 hosts"));
    }

    @Test
    void nothingNewIsNoLine() {
        RolloutView view = view(Status.RUNNING, null, false, hosts(HostStatus.DONE, HostStatus.WAITING));
        assertThat(RolloutChanges.between(view, view)).isEmpty();
    }

    @Test
    void eachChangeOfAHostIsALineWithItsReason() {
        RolloutView before = view(Status.RUNNING, null, false, hosts(HostStatus.DONE, HostStatus.UPDATING));
        RolloutView after = view(Status.FAILED, null, false, hosts(HostStatus.DONE, HostStatus.FAILED));
        assertThat(RolloutChanges.between(before, after))
                .containsExactly("web-02 -> failed (probe_failed: answered 500)", "rollout failed");
    }

    @Test
    void anUploadIsALineThatFits() {
        assertThat(UploadBar.line("desafio 1.0", 512, 1024, 80)).contains("50%", "512 B of 1.0 KiB", "█");
        assertThat(Plain.width(UploadBar.line("desafio 1.0", 512, 1024, 20))).isLessThanOrEqualTo(20);
        assertThat(UploadBar.line("x", 0, 0, 80)).contains("100%");
    }
}
