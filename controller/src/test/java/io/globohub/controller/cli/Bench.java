package io.globohub.controller.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.globohub.common.build.Build;
import io.globohub.common.json.Json;
import io.globohub.common.time.Sleeper;
import io.globohub.controller.cli.shell.Interrupts;
import io.globohub.controller.cli.shell.Outside;
import io.globohub.controller.cli.shell.Terminal;
import io.globohub.testkit.TestClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Runs commands within the test, against a world of its own. */
final class Bench {
    final Path directory;
    final TestClock clock = TestClock.start();
    private Clock now = clock;
    private Sleeper sleeper = this::sleep;
    final Map<String, String> environment = new HashMap<>();
    final List<Runnable> interrupted = new CopyOnWriteArrayList<>();
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

    /** In real time. */
    Bench at(Clock real) {
        now = real;
        sleeper = Sleeper.real();
        return this;
    }

    /** As Ctrl-C does. */
    void interrupt() {
        interrupted.forEach(Runnable::run);
    }

    Ran run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Ran ran = run(new PrintStream(out, true, StandardCharsets.UTF_8), arguments);
        return new Ran(ran.exit(), out.toString(StandardCharsets.UTF_8), ran.err());
    }

    /** With another place for the results, which can be looked at while the command runs. */
    Ran run(PrintStream out, String... arguments) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Interrupts interrupts = action -> {
            interrupted.add(action);
            return () -> interrupted.remove(action);
        };
        Outside outside = new Outside(
                environment,
                directory,
                directory,
                out,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                terminal,
                prompt -> secret,
                interrupts,
                now,
                sleeper,
                new Build("0.0-test", null, null));
        int exit = CommandTree.build(outside, arguments).execute(arguments);
        return new Ran(exit, "", err.toString(StandardCharsets.UTF_8));
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
