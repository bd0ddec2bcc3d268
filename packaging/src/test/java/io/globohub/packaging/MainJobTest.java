package io.globohub.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.globohub.common.event.EventKind;
import io.globohub.common.manifest.Version;
import io.globohub.common.protocol.Explanation;
import io.globohub.common.protocol.HostAppView;
import io.globohub.common.protocol.HostDetail;
import io.globohub.common.state.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The main job from an empty directory to a broken release, each promise a sentence, told in order on one host. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MainJobTest {
    @TempDir
    private static Path directory;

    private Journey journey;

    @BeforeAll
    void aControllerAndOneEnrolledHost() throws Exception {
        journey = Journey.begin(directory);
    }

    @AfterAll
    void noProcessIsLeft() throws Exception {
        if (journey != null) {
            journey.end();
        }
    }

    @Test
    @Order(1)
    void firstDeploymentThatFailsLeavesNothingRunning() throws Exception {
        CommandResult rollout = journey.rollOutHere("1.2");

        assertThat(rollout.exit()).as("%s", rollout).isIn(20, 21);
        assertThat(journey.app().version()).isEqualTo("nobody");
        assertThat(ProcessesUnder.mastersIn(journey.programs().hostRoot())).isEmpty();
        assertThat(journey.programs()
                        .globohub("explain", Programs.HOST)
                        .succeeds()
                        .out())
                .contains(Journey.LAST_WORDS);
    }

    @Test
    @Order(2)
    void aVersionIsInstalledProvedAndServes() throws Exception {
        journey.rollOutHere("1.0").succeeds();

        assertThat(journey.app().version()).isEqualTo("1.0");
        assertThat(journey.programs().installed("desafio").resolve("PACK1_0/app.py"))
                .isRegularFile();
        assertThat(journey.programs().installed("desafio").resolve("PACK1_0/.pack/marker.json"))
                .isRegularFile();
        assertThat(journey.programs()
                        .installed("desafio")
                        .resolve("current")
                        .toRealPath()
                        .getFileName())
                .hasToString("PACK1_0");
    }

    @Test
    @Order(3)
    void desiredInstalledAndRunningAreSeenFromTheFleet() throws Exception {
        Version version = new Version("1.0");
        journey.awaitOnHost(version);
        HostAppView app = journey.onHost();
        assertThat(app.desiredVersion()).isEqualTo(version);
        assertThat(app.installedVersion()).isEqualTo(version);
        assertThat(app.desired()).isEqualTo(app.installed()).isEqualTo(app.running());
        assertThat(app.drift()).isEmpty();
        assertThat(journey.programs().globohub("status").succeeds().out())
                .contains("desafio")
                .contains("1.0");
        assertThat(journey.programs().globohub("hosts", "list").succeeds().out())
                .contains(Programs.HOST);
    }

    @Test
    @Order(4)
    void cpuMemoryAndDiskAreReported() throws Exception {
        HostDetail host = journey.programs().host();
        assertThat(host.metrics().cpus()).isPositive();
        assertThat(host.metrics().cpuRatio()).isBetween(0.0, 1.0);
        assertThat(host.metrics().memoryTotalBytes()).isPositive();
        assertThat(host.metrics().memoryAvailableBytes())
                .isBetween(1L, host.metrics().memoryTotalBytes());
        assertThat(host.metrics().filesystems()).isNotEmpty().allSatisfy(filesystem -> {
            assertThat(filesystem.totalBytes()).isPositive();
            assertThat(filesystem.availableBytes()).isBetween(0L, filesystem.totalBytes());
        });
        assertThat(host.observation().apps()).singleElement().satisfies(app -> {
            assertThat(app.running().pid()).isEqualTo(journey.masterPid());
            assertThat(app.running().rssBytes()).isPositive();
            assertThat(app.probe().healthy()).isTrue();
        });
    }

    @Test
    @Order(5)
    void smokeTestCommentsNeverReachTheLiveApp() throws Exception {
        assertThat(journey.app().list("smoke").status()).isEqualTo(404);
    }

    @Test
    @Order(6)
    void commentsSurviveAnAgentRestartAndACrash() throws Exception {
        assertThat(journey.app().post("7", "still here?")).isEqualTo(200);
        long master = journey.masterPid();

        journey.programs().agent().stop();
        assertThat(journey.app().list("7").body()).contains("still here?");
        journey.programs().startAgent();
        journey.programs().awaitCheckin();
        journey.awaitOnHost(new Version("1.0"));

        journey.programs().agent().kill();
        assertThat(journey.app().list("7").body()).contains("still here?");
        journey.programs().startAgent();
        journey.programs().awaitCheckin();
        journey.awaitOnHost(new Version("1.0"));

        assertThat(journey.app().list("7").body()).contains("still here?");
        assertThat(journey.masterPid()).isEqualTo(master);
        assertThat(journey.onHost().restarts()).isZero();
    }

    @Test
    @Order(7)
    void newVersionServesWithoutAFailedRequest() throws Exception {
        LoadClient.Counts counts;
        try (LoadClient load = LoadClient.start(journey.port(), 2, LoadClient.Connections.NEW)) {
            journey.rollOutHere("1.1").succeeds();
            counts = load.stop();
        }
        assertThat(counts.failures()).as("%s", counts).isEmpty();
        assertThat(counts.answered()).isEqualTo(counts.sent());
        assertThat(counts.answeredBy()).containsOnlyKeys("1.0", "1.1");
        assertThat(journey.app().version()).isEqualTo("1.1");
    }

    @Test
    @Order(8)
    void sameRequirementsAreNotInstalledAgain() throws Exception {
        try (Stream<Path> venvs = Files.list(journey.programs().venvs())) {
            assertThat(venvs.filter(venv -> !venv.getFileName().toString().startsWith("."))
                            .filter(Files::isDirectory))
                    .hasSize(1);
        }
        Path venv = journey.programs()
                .installed("desafio")
                .resolve("PACK1_0/.pack/venv")
                .toRealPath();
        assertThat(journey.programs()
                        .installed("desafio")
                        .resolve("PACK1_1/.pack/venv")
                        .toRealPath())
                .isEqualTo(venv);
    }

    @Test
    @Order(9)
    void brokenVersionLeavesTheOldOneServing() throws Exception {
        long master = journey.masterPid();
        LoadClient.Counts counts;
        try (LoadClient load = LoadClient.start(journey.port(), 2, LoadClient.Connections.KEPT)) {
            CommandResult rollout =
                    journey.programs().rollOut("1.2", "--bind", "127.0.0.1:" + journey.port(), "--retry");
            assertThat(rollout.exit()).as("%s", rollout).isIn(20, 21);
            counts = load.stop();
        }
        assertThat(counts.failures()).as("%s", counts).isEmpty();
        assertThat(counts.answeredBy()).containsOnlyKeys("1.1");
        assertThat(journey.masterPid()).isEqualTo(master);
    }

    @Test
    @Order(10)
    void theReasonStandsInHistoryInExplainAndOnTheHostItself() throws Exception {
        await("the failed deployment is in the ledger")
                .atMost(Journey.PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> journey.history().stream()
                        .anyMatch(event -> event.kind().equals(EventKind.DEPLOYMENT_FAILED.code())
                                && "1.2".equals(event.version())
                                && event.body().toString().contains(Journey.LAST_WORDS)));
        assertThat(journey.history())
                .filteredOn(event -> event.kind().equals(EventKind.DEPLOYMENT_FAILED.code()))
                .allSatisfy(event ->
                        assertThat(Reason.ofCode(event.reason()).remedy()).isNotBlank());

        Explanation explained = journey.programs()
                .globohub("explain", Programs.HOST, "-o", "json")
                .as(Explanation.class);
        assertThat(explained.apps()).singleElement().satisfies(app -> {
            assertThat(app.failure().evidence()).anyMatch(line -> line.contains(Journey.LAST_WORDS));
            assertThat(app.remedy()).isNotBlank();
        });
        assertThat(journey.programs().agent("history").succeeds().out())
                .contains("1.2")
                .contains(Journey.LAST_WORDS);
    }
}
