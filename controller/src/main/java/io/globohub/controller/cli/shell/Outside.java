package io.globohub.controller.cli.shell;

import io.globohub.common.build.Build;
import io.globohub.common.time.Sleeper;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * The world outside the program, handed in once by the program's main class; a test hands in its own.
 *
 * @param directory where relative paths start
 * @param home of the user
 * @param build of this program
 */
public record Outside(
        Map<String, String> environment,
        Path directory,
        Path home,
        PrintStream out,
        PrintStream err,
        InputStream in,
        Terminal terminal,
        SecretPrompt secrets,
        Interrupts interrupts,
        Clock clock,
        Sleeper sleeper,
        Build build) {

    /** Of this program. */
    public String version() {
        return build.version();
    }

    /** A variable of the environment, or null when it is unset or empty. */
    public String variable(String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** Where this user's contexts are. */
    public Path configFile() {
        String given = variable("XDG_CONFIG_HOME");
        Path base = given == null ? home.resolve(".config") : Path.of(given);
        return base.resolve("globohub").resolve("config.yaml");
    }
}
