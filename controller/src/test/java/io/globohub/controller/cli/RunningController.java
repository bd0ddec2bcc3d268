package io.globohub.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.controller.Controller;
import io.globohub.controller.ControllerConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A real controller in {@code data}, and a command line that is logged in to it. */
abstract class RunningController {
    @TempDir
    Path directory;

    Controller controller;
    Bench bench;

    @BeforeEach
    void startAndLogIn() throws IOException {
        controller = Controller.start(
                ControllerConfig.in(directory.resolve("data")).listeningOn("127.0.0.1", 0), Clock.systemUTC());
        bench = new Bench(directory).at(Clock.systemUTC());
        assertThat(bench.run("login", "http://127.0.0.1:" + controller.port(), "--token-file", "data/admin-token")
                        .exit())
                .isZero();
    }

    @AfterEach
    void stop() {
        controller.close();
    }
}
