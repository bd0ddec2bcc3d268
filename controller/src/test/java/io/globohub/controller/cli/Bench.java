package io.globohub.controller.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.globohub.common.json.Json;
import io.globohub.controller.cli.shell.Interrupts;
import io.globohub.controller.cli.shell.Outside;
import io.globohub.controller.cli.shell.Terminal;
import io.globohub.testkit.TestClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs commands within the test, against a world of its own. */
final class Bench {
    final Path directory;
    final TestClock clock = TestClock.start();
    final Map<String, String> environment = new HashMap<>();
    final List<Runnable> interrupted = new ArrayList<>();
    Terminal terminal = Terminal.NONE;
    Runnable whileItWaits = () -> {};
    String typed = "";
    Optional<String> secret = Optional.empty();

    Bench(Path directory) {
        this.directory = directory;
    }

    /** Logged in to the controller at {@code url}, as whoever has {@code secret-token}. */
    static Bench at(Path directory, String url) {
        Bench bench = new Bench(directory);
        bench.environment.put("GLOBOHUB_URL", url);
        bench.environment.put("GLOBOHUB_TOKEN", "secret-token");
        return bench;
    }

    Bench withTerminal(int columns) {
        terminal = new Terminal(true, true, true, columns);
        return this;
    }

    Bench typing(String text) {
        typed = text;
        return this;
    }

    Path config() {
        return directory.resolve(".config/globohub/config.yaml");
    }

    Ran run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Interrupts interrupts = action -> {
            interrupted.add(action);
            return () -> interrupted.remove(action);
        };
        Outside outside = new Outside(
                environment,
                directory,
                directory,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                terminal,
                prompt -> secret,
                interrupts,
                clock,
                this::sleep,
                "0.0-test");
        int exit = CommandTree.build(outside).execute(arguments);
        return new Ran(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private void sleep(Duration duration) {
        clock.advance(duration);
        whileItWaits.run();
    }

    /** What a command left behind. */
    record Ran(int exit, String out, String err) {
        JsonNode json() {
            return Json.tree(out);
        }

        List<String> lines() {
            return out.lines().toList();
        }
    }
}
