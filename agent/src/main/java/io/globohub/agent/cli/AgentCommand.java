package io.globohub.agent.cli;

import io.globohub.agent.config.InvalidConfig;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code globohub-agent} itself; everything is done by its subcommands. */
@Command(
        name = "globohub-agent",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "The globoHUB agent of this host: installs, starts, supervises and reports its apps.")
public final class AgentCommand {
    /** Gives every command the same exit codes and the same form of an error. */
    public static CommandLine withOurWays(CommandLine line) {
        line.setExecutionExceptionHandler((exception, command, parsed) -> show(exception, command.getErr()));
        line.setParameterExceptionHandler((exception, arguments) -> {
            PrintWriter err = exception.getCommandLine().getErr();
            err.println("error[usage]: " + exception.getMessage());
            CommandLine.UnmatchedArgumentException.printSuggestions(exception, err);
            err.println("try: " + exception.getCommandLine().getCommandSpec().qualifiedName() + " --help");
            return ExitCode.USAGE.number();
        });
        return line;
    }

    private static int show(Exception exception, PrintWriter err) {
        if (exception instanceof CommandFailure failure) {
            return failure.show(err);
        }
        if (exception instanceof InvalidConfig invalid) {
            return new CommandFailure(ExitCode.BAD_CONFIG, "bad_config", invalid.getMessage(), "correct the file")
                    .show(err);
        }
        if (exception instanceof IllegalArgumentException wrong) {
            return new CommandFailure(ExitCode.INVALID_INPUT, "bad_request", wrong.getMessage(), null).show(err);
        }
        String words = exception instanceof UncheckedIOException io ? io.getMessage() : exception.toString();
        return new CommandFailure(ExitCode.FAILED, "failed", words, null).show(err);
    }
}
