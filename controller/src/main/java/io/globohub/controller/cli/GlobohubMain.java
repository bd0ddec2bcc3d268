package io.globohub.controller.cli;

import io.globohub.common.build.Build;
import io.globohub.common.time.Sleeper;
import io.globohub.controller.cli.shell.Interrupts;
import io.globohub.controller.cli.shell.Outside;
import io.globohub.controller.cli.shell.SecretPrompt;
import io.globohub.controller.cli.shell.Terminal;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/** The program {@code globohub}: hands the world to the commands and ends with their exit code. */
public final class GlobohubMain {
    private GlobohubMain() {}

    public static void main(String[] arguments) {
        int exit = CommandTree.build(process(), arguments).execute(arguments);
        System.exit(exit);
    }

    /** Every command of the program, for whoever documents them. */
    public static CommandLine commandLine() {
        return CommandTree.build(process());
    }

    /** The world as this process has it. */
    static Outside process() {
        Map<String, String> environment = System.getenv();
        return new Outside(
                environment,
                Path.of("").toAbsolutePath(),
                Path.of(System.getProperty("user.home", "/")),
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                System.in,
                new Terminal(isTerminal(0), isTerminal(1), isTerminal(2), columns(environment)),
                hiddenPrompt(),
                interrupts(),
                Clock.systemUTC(),
                Sleeper.real(),
                Build.ofThis());
    }

    /** Text leaves in UTF-8 whatever the locale says, for the receiver is as often a program as a terminal. */
    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** The start script says which descriptors are terminals; without it, Linux knows what stands behind each. */
    private static boolean isTerminal(int descriptor) {
        String said = System.getProperty("globohub.terminals");
        if (said != null) {
            return said.contains(String.valueOf(descriptor));
        }
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException elsewhere) {
            return false;
        }
    }

    /** The start script asks the terminal and says it here. */
    private static int columns(Map<String, String> environment) {
        String said = System.getProperty("globohub.columns", environment.getOrDefault("COLUMNS", ""));
        return said.matches("[1-9]\\d{1,3}") ? Integer.parseInt(said) : 80;
    }

    /** Newer JVMs give a console where there is no terminal too, so the terminal is asked for first. */
    @SuppressWarnings("SystemConsoleNull")
    private static SecretPrompt hiddenPrompt() {
        return prompt -> {
            Console console = isTerminal(0) ? System.console() : null;
            return console == null
                    ? Optional.empty()
                    : Optional.ofNullable(console.readPassword("%s", prompt)).map(String::new);
        };
    }

    private static Interrupts interrupts() {
        Runtime runtime = Runtime.getRuntime();
        return action -> {
            Thread hook = new Thread(action, "interrupted");
            runtime.addShutdownHook(hook);
            return () -> {
                try {
                    runtime.removeShutdownHook(hook);
                } catch (IllegalStateException shuttingDown) {
                    // the hook runs already; there is nothing left to take back
                    return;
                }
            };
        };
    }
}
