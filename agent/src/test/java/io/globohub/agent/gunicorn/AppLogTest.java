package io.globohub.agent.gunicorn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppLogTest {
    @TempDir
    private Path directory;

    private Path log(String... lines) throws Exception {
        return Files.write(directory.resolve("error.log"), List.of(lines));
    }

    @Test
    void whatIsKeptAsEvidenceHoldsNoPassword() throws Exception {
        Path log = log(
                "Traceback (most recent call last):",
                "OperationalError: cannot reach postgresql://desafio:hunter2@db.example.com/comments",
                "DB_PASSWORD=hunter2");
        assertThat(AppLog.tail(log, 10))
                .hasSize(3)
                .noneMatch(line -> line.contains("hunter2"))
                .anyMatch(line -> line.contains("db.example.com/comments"));
    }

    @Test
    void onlyTheLastLinesAreTakenAndAFileThatIsNotThereHasNone() throws Exception {
        assertThat(AppLog.tail(log("a", "", "b", "c"), 2)).containsExactly("b", "c");
        assertThat(AppLog.tail(directory.resolve("none.log"), 2)).isEmpty();
    }

    @Test
    void whatWasThereBeforeIsLeftOutUnlessTheFileWasRotated() throws Exception {
        Path log = log("before");
        long position = AppLog.position(log);
        Files.writeString(log, "before\nafter\n");
        assertThat(AppLog.linesSince(log, position, 5)).containsExactly("after");
        Files.writeString(log, "new\n");
        assertThat(AppLog.linesSince(log, 10_000, 5)).containsExactly("new");
    }
}
