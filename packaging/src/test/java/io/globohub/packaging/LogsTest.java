package io.globohub.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.globohub.common.event.EventKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

/** An operator reads logs of an app on a host that opens no port for it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LogsTest {
    @TempDir
    private static Path directory;

    private Journey journey;

    @BeforeAll
    void aControllerAndOneEnrolledHost() throws Exception {
        journey = Journey.begin(directory);
        journey.programs().agent().stop();
        journey.programs().configure("redact: ['card=(?<secret>\\d+)']");
        journey.programs().startAgent();
        journey.programs().awaitCheckin();
    }

    @AfterAll
    void noProcessIsLeft() throws Exception {
        if (journey != null) {
            journey.end();
        }
    }

    private Path errorLog() {
        return journey.programs().hostRoot().resolve("log/desafio/error.log");
    }

    private void write(String line) throws IOException {
        Files.writeString(errorLog(), line + "\n", StandardOpenOption.APPEND);
    }

    private CommandResult logs(String... options) throws Exception {
        List<String> all = new java.util.ArrayList<>(List.of("logs", Programs.HOST, "desafio"));
        all.addAll(List.of(options));
        return journey.programs().globohub(all.toArray(new String[0]));
    }

    @Test
    @Order(1)
    void anAppThatIsNotThereIsSaidToBeNot() throws Exception {
        CommandResult unknown = logs();

        assertThat(unknown.exit()).isEqualTo(4);
        assertThat(unknown.err()).contains("error[app_not_found]", "try: ");
    }

    @Test
    @Order(2)
    void theLastLinesComeWithoutWhatTheHostKeepsToItself() throws Exception {
        journey.rollOutHere("1.0").succeeds();
        write("paid with card=4711 password=hunter2 \u001b[2J");

        CommandResult read = logs("-n", "1").succeeds();
        assertThat(read.out()).isEqualTo("paid with card=[redacted] password=[redacted] ?[2J\n");
        assertThat(logs("-n", "200").succeeds().out()).contains("Booting worker with pid");
        assertThat(journey.history())
                .anyMatch(event -> event.kind().equals(EventKind.LOGS_REQUESTED.code())
                        && event.message().equals("the log of desafio on web-01 is read"));
    }

    @Test
    @Order(3)
    void whatTheNewestStartSaidCanBeReadToo() throws Exception {
        assertThat(logs("--boot").exit()).isZero();
    }

    @Test
    @Order(4)
    void aLogIsFollowedThroughARotationAndARestartOfTheAgentAndCtrlCEndsIt() throws Exception {
        RunningProgram follower = journey.programs().globohubRunning("logs", Programs.HOST, "desafio", "-n", "0", "-f");
        await("the request is there")
                .atMost(Journey.PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> journey.history().stream()
                        .anyMatch(event -> event.message().endsWith("is followed")));
        // the agent has answered once its first word is there; lines written before it looked are not wanted
        int[] probe = {0};
        await("the follower is at the end of the log")
                .atMost(Journey.PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    write("probe " + probe[0]++);
                    return follower.log().contains("probe");
                });
        for (int line = 0; line < 200; line++) {
            if (line == 100) {
                Files.move(errorLog(), errorLog().resolveSibling("error.log.1"));
                Files.createFile(errorLog());
            }
            if (line == 150) {
                journey.programs().agent().stop();
                journey.programs().startAgent();
            }
            write("line " + line + ".");
        }
        await("all lines have come")
                .atMost(Journey.PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> follower.log().contains("line 199."));
        List<String> lines =
                follower.log().lines().filter(line -> line.startsWith("line ")).toList();
        assertThat(lines).hasSize(200).doesNotHaveDuplicates();
        assertThat(lines.get(0)).isEqualTo("line 0.");

        follower.interrupt();
        assertThat(follower.awaitExit()).isEqualTo(130);
        journey.programs().awaitCheckin();
    }

    @Test
    @Order(5)
    void aHostThatIsAwayIsGivenUpInTime() throws Exception {
        journey.programs().agent().stop();

        CommandResult silent = logs("--timeout", "2s");
        assertThat(silent.exit()).isEqualTo(75);
        assertThat(silent.err()).contains("error[agent_stale]", "last seen", "try: ");
    }
}
