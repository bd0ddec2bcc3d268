package io.globohub.controller.cli.command;

import io.globohub.controller.cli.outcome.CommandFailed;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code globohub help rollout start}: the same as {@code globohub rollout start --help}. */
@Command(name = "help", description = "Shows the help of a command.")
public final class Help implements Verb {
    private final Shell shell;

    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "The words of the command.")
    List<String> words = List.of();

    public Help(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        CommandLine command = spec.root().commandLine();
        for (String word : words) {
            CommandLine below = command.getSubcommands().get(word);
            if (below == null) {
                throw CommandFailed.usage(
                        "there is no command '" + String.join(" ", words) + "'",
                        command.getCommandSpec().qualifiedName() + " --help");
            }
            command = below;
        }
        command.usage(shell.outside().out());
        return ExitCode.OK;
    }
}
