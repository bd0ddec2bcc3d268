package io.globohub.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.json.Json;
import io.globohub.common.protocol.RolloutView;
import io.globohub.common.protocol.RolloutView.HostStatus;
import io.globohub.common.protocol.RolloutView.RolloutHost;
import io.globohub.common.protocol.RolloutView.Status;
import io.globohub.testkit.RealParts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code globohub rollout watch} as a process of its own: on a pseudo-terminal, and without one. */
class RolloutOnATerminalTest {
    private static final String ROLLOUT = "GET /v1/rollouts/ro_1";

    FakeController controller;

    /** How a command ended and all that it wrote, in order. */
    private record Shown(int exit, String text) {}

    @BeforeEach
    void startController() throws IOException {
        controller = new FakeController();
    }

    @AfterEach
    void stopController() {
        controller.close();
    }

    private static RolloutView rollout(Status status, int batch, Instant gateOpensAt, RolloutHost... hosts) {
        Map<String, Integer> counts = new TreeMap<>();
        for (RolloutHost host : hosts) {
            counts.merge(host.status().name().toLowerCase(java.util.Locale.ROOT), 1, Integer::sum);
        }
        RolloutView plain = Bodies.rollout(status, hosts);
        return new RolloutView(
                plain.id(),
                plain.app(),
                plain.version(),
                plain.manifestId(),
                plain.goal(),
                plain.selector(),
                status,
                null,
                null,
                plain.createdBy(),
                null,
                plain.createdAt(),
                plain.endedAt(),
                batch,
                2,
                "50%",
                1,
                10,
                gateOpensAt,
                null,
                false,
                counts,
                List.of(hosts));
    }

    private static RolloutHost host(String name, HostStatus status) {
        return Bodies.rolloutHost(name, status, null, null);
    }

    private static RolloutHost failed() {
        return Bodies.rolloutHost("web-02", HostStatus.FAILED, "boot_failed", "ImportError: no module \u001b[2J");
    }

    private void runningThenGateThenDone() {
        Instant opens = Clock.systemUTC().instant().plusSeconds(3600);
        String atFirst = Json.write(rollout(
                Status.RUNNING,
                1,
                null,
                host("web-01", HostStatus.UPDATING),
                host("web-02", HostStatus.UPDATING),
                host("web-03", HostStatus.WAITING),
                host("web-04", HostStatus.WAITING)));
        // once for the whole id of what was named, once to be drawn
        controller.on(ROLLOUT, atFirst).on(ROLLOUT, atFirst);
        controller.on(
                ROLLOUT,
                Json.write(rollout(
                        Status.RUNNING,
                        1,
                        opens,
                        host("web-01", HostStatus.BAKING),
                        failed(),
                        host("web-03", HostStatus.WAITING),
                        host("web-04", HostStatus.WAITING))));
        controller.on(
                ROLLOUT,
                Json.write(rollout(
                        Status.RUNNING,
                        2,
                        null,
                        host("web-01", HostStatus.DONE),
                        failed(),
                        host("web-03", HostStatus.UPDATING),
                        host("web-04", HostStatus.UPDATING))));
    }

    private void thenItEnds() {
        controller.on(
                ROLLOUT,
                Json.write(rollout(
                        Status.SUCCEEDED,
                        2,
                        null,
                        host("web-01", HostStatus.DONE),
                        failed(),
                        host("web-03", HostStatus.DONE),
                        host("web-04", HostStatus.DONE))));
    }

    private Shown run(boolean onATerminal, String ctrlCAt) throws Exception {
        String python = RealParts.python();
        List<String> command = new ArrayList<>();
        if (onATerminal) {
            command.addAll(
                    List.of(python, Path.of("src/test/resources/terminal.py").toString(), ctrlCAt));
        }
        command.addAll(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-Dglobohub.columns=90",
                "-cp",
                System.getProperty("java.class.path"),
                "io.globohub.controller.cli.GlobohubMain",
                "rollout",
                "watch",
                "ro_1"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("GLOBOHUB_URL", controller.url());
        builder.environment().put("GLOBOHUB_TOKEN", "secret");
        builder.environment().put("TERM", "xterm");
        builder.environment().remove("CI");
        builder.environment().put("NO_COLOR", "1");
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(130, TimeUnit.SECONDS)).isTrue();
        return new Shown(process.exitValue(), text.replace("\r\n", "\n"));
    }

    /** The blocks that were drawn one over the other. */
    private static List<String> blocks(String text) {
        return List.of(text.split("\u001b\\[\\d+A\r\u001b\\[J", -1));
    }

    @Test
    void aTerminalShowsOneBlockWithBarBatchesCountsGateAndFailures() throws Exception {
        runningThenGateThenDone();
        thenItEnds();

        Shown shown = run(true, "");

        assertThat(shown.exit()).isZero();
        List<String> blocks = blocks(shown.text());
        assertThat(blocks).hasSizeGreaterThanOrEqualTo(4);
        assertThat(blocks.get(0))
                .contains("ro_1", "desafio 1.1 on role=web", "running")
                .contains("[░░░░░", " 0/4 hosts  batch 1/2")
                .contains("· 2 waiting", "↻ 2 updating");
        assertThat(blocks.get(1))
                .contains("█", " 1/4 hosts  batch 1/2", "gate opens in 59m")
                .contains("✖ web-02  boot_failed: ImportError: no module ?[2J");
        assertThat(blocks.get(2)).contains(" 2/4 hosts  batch 2/2").doesNotContain("gate opens");
        assertThat(blocks.get(blocks.size() - 1)).contains(" 4/4 hosts", "✔ 3 done", "succeeded");
        assertThat(blocks)
                .allSatisfy(block -> assertThat(block.lines().limit(4)).allMatch(line -> line.length() <= 90));
    }

    @Test
    void ctrlCDetachesAndSaysSo() throws Exception {
        runningThenGateThenDone();

        Shown shown = run(true, "batch 2/2");

        assertThat(shown.exit()).isEqualTo(130);
        assertThat(shown.text()).contains("detached: rollout ro_1 goes on", "'globohub rollout abort ro_1' stops it");
        assertThat(controller.asked()).allMatch(asked -> asked.startsWith("GET "));
    }

    @Test
    void withoutATerminalEachChangeIsALine() throws Exception {
        runningThenGateThenDone();
        thenItEnds();

        Shown shown = run(false, "");

        assertThat(shown.exit()).isZero();
        assertThat(shown.text()).doesNotContain("\u001b").doesNotContain("█");
        assertThat(shown.text().lines())
                .containsSubsequence(
                        "rollout ro_1: desafio 1.1 on role=web",
                        "batch 1/2",
                        "web-01 -> updating",
                        "web-02 -> failed (boot_failed: ImportError: no module ?[2J)",
                        "batch 2/2",
                        "web-03 -> updating",
                        "web-03 -> done",
                        "rollout succeeded");
    }
}
