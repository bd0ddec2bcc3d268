package io.globohub.agent.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.globohub.agent.exec.SessionCommandRunner;
import io.globohub.common.time.Sleeper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatFreeSpaceTest {
    @TempDir
    private Path directory;

    private final StatFreeSpace space = new StatFreeSpace(new SessionCommandRunner(Map.of(), Sleeper.real()));

    @Test
    void itTellsWhatTheFileSystemHasForUs() throws Exception {
        FreeSpace.Room room = space.on(directory);
        assertThat(room.bytes())
                .isCloseTo(Files.getFileStore(directory).getUsableSpace(), Percentage.withPercentage(5));
        assertThat(room.inodes()).isPositive();
    }

    @Test
    void aPathThatIsNotThereIsAnError() {
        assertThatIOException()
                .isThrownBy(() -> space.on(directory.resolve("none")))
                .withMessageContaining("none");
    }
}
