package io.globohub.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the controller's sign of life stands for. */
class AliveTest {
    @TempDir
    Path directory;

    @Test
    void aControllerThatAnswersIsAliveAndOneThatIsClosedIsNot() throws Exception {
        Controller controller =
                Controller.start(ControllerConfig.in(directory).listeningOn("127.0.0.1", 0), false, Clock.systemUTC());
        try {
            assertThat(controller.isAlive()).isTrue();
        } finally {
            controller.close();
        }

        assertThat(controller.isAlive()).isFalse();
    }
}
