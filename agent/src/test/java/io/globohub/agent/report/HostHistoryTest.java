package io.globohub.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.disk.CrashPoint;
import io.globohub.common.disk.DurableFiles;
import io.globohub.common.event.AgentEvent;
import io.globohub.common.event.EventKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostHistoryTest {
    @TempDir
    Path directory;

    @Test
    void theNewestEventsAreReadBackInOrder() {
        HostHistory history = history(1 << 20);
        for (int i = 1; i <= 10; i++) {
            history.append(event(i));
        }

        assertThat(HostHistory.read(file(), 3)).extracting(AgentEvent::seq).containsExactly(8L, 9L, 10L);
    }

    @Test
    void aHostWithoutHistoryHasAnEmptyOne() {
        assertThat(HostHistory.read(file(), 10)).isEmpty();
    }

    @Test
    void itIsBoundedAndTheNewestStay() throws IOException {
        HostHistory history = history(2_000);
        for (int i = 1; i <= 500; i++) {
            history.append(event(i));
        }

        assertThat(Files.size(file()) + Files.size(directory.resolve("history.jsonl.1")))
                .isLessThan(5_000);
        assertThat(HostHistory.read(file(), 5))
                .extracting(AgentEvent::seq)
                .containsExactly(496L, 497L, 498L, 499L, 500L);
    }

    @Test
    void halfALineOfACrashSpoilsNothingAfterIt() throws IOException {
        history(1 << 20).append(event(1));
        Files.write(file(), "{\"seq\":2,".getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
        history(1 << 20).append(event(3));

        assertThat(HostHistory.read(file(), 10)).extracting(AgentEvent::seq).containsExactly(1L, 3L);
    }

    @Test
    void aDiskThatTakesNothingIsNoException() throws IOException {
        Files.createDirectory(file());

        history(1 << 20).append(event(1));

        assertThat(file()).isEmptyDirectory();
    }

    private HostHistory history(long mostBytes) {
        return new HostHistory(file(), new DurableFiles(CrashPoint.NONE), mostBytes);
    }

    private Path file() {
        return directory.resolve("history.jsonl");
    }

    private static AgentEvent event(long seq) {
        return new AgentEvent(
                seq,
                Instant.parse("2026-01-01T00:00:00Z"),
                EventKind.PROCESS_STARTED,
                null,
                null,
                "started",
                null,
                null,
                null);
    }
}
