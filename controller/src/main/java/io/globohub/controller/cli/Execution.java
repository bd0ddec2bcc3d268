package io.globohub.controller.cli;

import io.globohub.controller.cli.outcome.CommandFailed;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.shell.FailureReport;
import io.globohub.controller.cli.shell.Lengths;
import io.globohub.controller.cli.shell.OutputOptions;
import io.globohub.controller.cli.shell.Outside;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** How a command line is run: which streams, which exit codes, and what a person reads when it goes wrong. */
final class Execution {
    private final Outside outside;
    private final Shell shell;
    private final Globohub root;

    Execution(Outside outside, Shell shell, Globohub root) {
        this.outside = outside;
        this.shell = shell;
        this.root = root;
    }

    CommandLine on(CommandLine line) {
        line.getCommandSpec().version(Globohub.NAME + " " + outside.build());
        return line.setOut(new PrintWriter(outside.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(outside.err(), true, StandardCharsets.UTF_8))
                .setUsageHelpWidth(Math.max(55, Math.min(120, outside.terminal().columns())))
                .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Duration.class, Lengths::parse)
                .setExecutionStrategy(this::run)
                .setParameterExceptionHandler(this::misused)
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure));
    }

    private int run(ParseResult parsed) throws CommandLine.ExecutionException {
        Integer helped = CommandLine.executeHelpRequest(parsed);
        if (helped != null) {
            return helped;
        }
        ParseResult last = parsed;
        while (last.subcommand() != null) {
            last = last.subcommand();
        }
        CommandLine command = last.commandSpec().commandLine();
        if (!(last.commandSpec().userObject() instanceof Verb verb)) {
            command.usage(command.getErr());
            return ExitCode.USAGE.number();
        }
        try {
            check(last.commandSpec());
            return verb.run().number();
        } catch (Exception e) {
            throw new CommandLine.ExecutionException(command, e.getMessage(), e);
        }
    }

    /** What makes no sense together is refused before the command does anything. */
    private static void check(CommandSpec spec) {
        for (CommandSpec mixin : spec.mixins().values()) {
            if (mixin.userObject() instanceof OutputOptions options) {
                options.check();
            }
            check(mixin);
        }
    }

    private int failed(Exception failure) {
        Throwable cause = failure instanceof CommandLine.ExecutionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
        if (root.debug) {
            cause.printStackTrace(outside.err());
        }
        CommandFailed known = cause instanceof CommandFailed expected
                ? expected
                : new CommandFailed(
                        ExitCode.FAILED,
                        "internal_error",
                        "this command has a fault: " + cause,
                        "Repeat it with --debug, and report what it prints.");
        FailureReport.lines(known, shell.paintErr()).forEach(shell::say);
        return known.exit().number();
    }

    private int misused(ParameterException misuse, String[] arguments) {
        CommandLine command = misuse.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String message = misuse.getMessage();
        if (misuse instanceof UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().get(0);
            if (!unmatched.isUnknownOption() && !command.getSubcommands().isEmpty()) {
                String whole = (name + " " + word).substring(Globohub.NAME.length() + 1);
                message = "there is no command '" + whole + "'";
            }
            List<String> suggestions = unmatched.getSuggestions();
            message += suggestions.isEmpty() ? "" : " (did you mean " + String.join(" or ", suggestions) + "?)";
        }
        FailureReport.lines(CommandFailed.usage(message, name + " --help"), shell.paintErr())
                .forEach(shell::say);
        return ExitCode.USAGE.number();
    }
}
