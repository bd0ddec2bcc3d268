package io.globohub.controller.cli.shell;

import io.globohub.common.json.Json;
import io.globohub.controller.cli.client.Api;
import io.globohub.controller.cli.client.ControllerClient;
import io.globohub.controller.cli.client.Endpoint;
import io.globohub.controller.cli.context.ContextFile;
import io.globohub.controller.cli.outcome.CommandFailed;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.output.Format;
import io.globohub.controller.cli.output.Look;
import io.globohub.controller.cli.output.Paint;
import io.globohub.controller.cli.output.Renderer;
import io.globohub.controller.cli.output.Result;
import io.globohub.controller.cli.output.Shape;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** The acts that commands share. Results go to stdout, everything else to stderr. For one thread. */
public final class Shell {
    private final Outside outside;
    private final Supplier<Colouring> colouring;
    private final Connections connections;

    /** @param colouring known only once the command line is parsed */
    public Shell(Outside outside, Supplier<Colouring> colouring) {
        this.outside = outside;
        this.colouring = colouring;
        this.connections = new Connections(outside);
    }

    public Outside outside() {
        return outside;
    }

    public Clock clock() {
        return outside.clock();
    }

    public Instant now() {
        return outside.clock().instant();
    }

    /** The controller that {@code options} and the environment mean. */
    public Api api(ServerOptions options) {
        return new Api(connections.open(options));
    }

    /** A certain controller. */
    public ControllerClient client(Endpoint endpoint, Duration timeout) {
        return connections.open(endpoint, timeout);
    }

    public Endpoint endpoint(ServerOptions options) {
        return connections.endpoint(options);
    }

    public ContextFile contextFile() {
        return new ContextFile(outside.configFile());
    }

    /** A path as the user wrote it. */
    public Path path(Path written) {
        return outside.directory().resolve(written).normalize();
    }

    /** The text of a file that the user named. */
    public String text(Path written) {
        Path file = path(written);
        try {
            return Files.readString(file);
        } catch (NoSuchFileException absent) {
            throw CommandFailed.invalid("there is no file " + file, "Give a file that exists.");
        } catch (IOException e) {
            throw CommandFailed.invalid(
                    file + " cannot be read: " + e.getClass().getSimpleName(), "Give a readable text file.");
        }
    }

    /** Shows what a command found. */
    public void show(Result result, OutputOptions options) {
        show(result, options, "nothing found");
    }

    /** Shows a list; {@code none} is what a person reads instead of the titles of a table without rows. */
    public void show(Result result, OutputOptions options, String none) {
        boolean table = options.format() == Format.TABLE || options.format() == Format.WIDE;
        if (table && result.isEmpty() && outside.terminal().out()) {
            // misspelt columns are told all the same
            print(() -> options.arranged(result), options.shape, false);
            say(none);
            return;
        }
        print(() -> options.arranged(result), options.shape, !options.noHeaders);
    }

    public void show(Result result, FormatOption option) {
        print(() -> result, option.shape, true);
    }

    private void print(Supplier<Result> result, Shape shape, boolean headings) {
        int width = outside.terminal().out() ? outside.terminal().columns() : Integer.MAX_VALUE;
        Look look = new Look(shape.format() == Format.WIDE, headings, width, paintOut());
        try {
            new Renderer(shape, look).lines(result.get()).forEach(outside.out()::println);
        } catch (IllegalArgumentException unknown) {
            if (shape.format() == Format.TEMPLATE && !result.get().isList()) {
                // it may be told only once, as the secret of a token is: a slip in the template must not lose it
                outside.out().println(Json.writePretty(result.get().body()));
                outside.out().flush();
            }
            throw CommandFailed.usage(unknown.getMessage(), "-o wide shows all columns of a list, -o json all fields.");
        }
        outside.out().flush();
    }

    /** Shows something that is not the command's result, on stderr, for a person. */
    public void showAside(Result result) {
        int width = outside.terminal().err() ? outside.terminal().columns() : Integer.MAX_VALUE;
        result.table(new Look(false, true, width, paintErr())).forEach(this::say);
    }

    /** Says something to whoever looks on. */
    public void say(String line) {
        outside.err().println(line);
        outside.err().flush();
    }

    public Paint paintOut() {
        return colouring.get().paint(outside, outside.terminal().out());
    }

    public Paint paintErr() {
        return colouring.get().paint(outside, outside.terminal().err());
    }

    /** Whether a block of lines can be drawn over and over on stderr. */
    public boolean canRedraw() {
        return outside.terminal().err() && !"dumb".equals(outside.variable("TERM")) && outside.variable("CI") == null;
    }

    /** Goes on only if it may: {@code --yes}, or a person who says so. {@code change} says what and how many. */
    public void confirm(String change, ConfirmOption option) {
        if (option.yes) {
            return;
        }
        if (!outside.terminal().in() || !outside.terminal().err()) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "confirmation_required",
                    "this would " + change + ", and nobody can be asked here",
                    "Look at what it would do, then repeat with --yes.");
        }
        outside.err().print("This will " + change + ". Go on? [y/N] ");
        outside.err().flush();
        String answer = line();
        if (!List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT))) {
            throw new CommandFailed(ExitCode.FAILED, "declined", "nothing was changed", null);
        }
    }

    /** The next line of stdin; empty at its end. */
    public String line() {
        try {
            // one line is read in the whole life of the program, so that what the reader takes more is not missed
            String line = new BufferedReader(new InputStreamReader(outside.in(), StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            return "";
        }
    }
}
