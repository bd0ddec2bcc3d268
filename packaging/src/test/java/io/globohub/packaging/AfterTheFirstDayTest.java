package io.globohub.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.globohub.common.event.EventKind;
import io.globohub.common.manifest.BindAddress;
import io.globohub.common.manifest.Version;
import io.globohub.common.protocol.EventView;
import io.globohub.testkit.RealParts;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a host later: crashes, other addresses, a controller that is away, an operator who changes his mind. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AfterTheFirstDayTest {
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
    void oneVersionServesAndAnotherIsOnTheDisk() throws Exception {
        journey.rollOutHere("1.0").succeeds();
        journey.rollOutHere("1.1").succeeds();
        assertThat(journey.app().version()).isEqualTo("1.1");
        journey.awaitOnHost(new Version("1.1"));
    }

    @Test
    @Order(2)
    void rollbackWorksWithTheControllerStopped() throws Exception {
        journey.programs().controller().stop();
        LoadClient.Counts counts;
        try (LoadClient load = LoadClient.start(journey.port(), 2, LoadClient.Connections.NEW)) {
            journey.programs().agent("rollback", "desafio").succeeds();
            await("1.0 serves")
                    .atMost(Journey.PATIENCE)
                    .until(() -> journey.app().version().equals("1.0"));
            counts = load.stop();
        }
        assertThat(counts.failures()).as("%s", counts).isEmpty();

        journey.programs().startController();
        journey.awaitOnHost(new Version("1.0"));
        await("the ledger has it")
                .atMost(Journey.PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> journey.history().stream()
                        .anyMatch(event -> event.kind().equals(EventKind.LOCAL_ROLLBACK.code())));
    }

    @Test
    @Order(3)
    void theOperatorsNextWordEndsTheLocalRollback() throws Exception {
        journey.rollOutHere("1.1").succeeds();
        assertThat(journey.app().version()).isEqualTo("1.1");
        journey.awaitOnHost(new Version("1.1"));
        assertThat(journey.onHost().drift()).isEmpty();
    }

    @Test
    @Order(4)
    void theControllerForgetsNothingWhenItIsKilled() throws Exception {
        List<EventView> before = journey.history();
        journey.programs().controller().kill();
        journey.programs().startController();

        assertThat(journey.history().subList(0, before.size())).isEqualTo(before);
        assertThat(journey.history())
                .extracting(EventView::seq)
                .doesNotHaveDuplicates()
                .isSorted();
        journey.programs().awaitCheckin();
    }

    @Test
    @Order(5)
    void gunicornThatDiesIsStartedAgainAndTheLossIsCounted() throws Exception {
        long restartsBefore = journey.onHost().restarts();
        long lossesBefore = journey.onHost().dataLossEvents();
        ProcessHandle.of(journey.masterPid()).orElseThrow().destroyForcibly();

        await("1.1 serves again")
                .atMost(Journey.PATIENCE)
                .until(() -> journey.app().version().equals("1.1"));
        await("the fleet knows of it")
                .atMost(Journey.PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> journey.onHost().restarts() == restartsBefore + 1
                        && journey.onHost().dataLossEvents() > lossesBefore);
    }

    @Test
    @Order(6)
    void portInUseIsRefusedNamingTheHolder() throws Exception {
        try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CommandResult rollout = journey.programs().rollOut("1.1", "--bind", "127.0.0.1:" + holder.getLocalPort());

            assertThat(rollout.exit()).as("%s", rollout).isIn(20, 21);
            assertThat(journey.programs()
                            .globohub("explain", Programs.HOST)
                            .succeeds()
                            .out())
                    .contains("port_in_use")
                    .contains(String.valueOf(ProcessHandle.current().pid()));
            assertThat(journey.app().version()).isEqualTo("1.1");
        }
    }

    @Test
    @Order(7)
    void severalAddressesAreEachProbed() throws Exception {
        int second = RealParts.freePort();
        journey.programs()
                .rollOut("1.1", "--bind", "127.0.0.1:" + journey.port() + ",127.0.0.2:" + second)
                .succeeds();

        assertThat(journey.app().version()).isEqualTo("1.1");
        assertThat(new Desafio(InetAddress.getByName("127.0.0.2"), second).version())
                .isEqualTo("1.1");
        await("the live process is seen on both")
                .atMost(Journey.PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(journey.programs()
                                .host()
                                .observation()
                                .apps()
                                .get(0)
                                .running()
                                .bind())
                        .containsExactlyInAnyOrder(
                                new BindAddress("127.0.0.1", journey.port()), new BindAddress("127.0.0.2", second)));
    }

    @Test
    @Order(8)
    void anAppIsStoppedStartedAndRemovedOnWish() throws Exception {
        journey.programs().globohub("stop", "desafio", "--all", "--yes").succeeds();
        await("nobody serves")
                .atMost(Journey.PATIENCE)
                .until(() -> journey.app().version().equals("nobody"));
        journey.programs().globohub("start", "desafio", "--all", "--yes").succeeds();
        await("1.1 serves")
                .atMost(Journey.PATIENCE)
                .until(() -> journey.app().version().equals("1.1"));
        journey.programs()
                .globohub("stop", "desafio", "--all", "--yes", "--remove")
                .succeeds();
        await("nobody serves")
                .atMost(Journey.PATIENCE)
                .until(() -> journey.app().version().equals("nobody"));
        assertThat(journey.programs().installed("desafio").resolve("current")).doesNotExist();
    }
}
