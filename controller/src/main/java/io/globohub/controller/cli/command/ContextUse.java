package io.globohub.controller.cli.command;

import io.globohub.controller.cli.context.ContextFile;
import io.globohub.controller.cli.context.Contexts;
import io.globohub.controller.cli.outcome.CommandFailed;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.outcome.Nearest;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code globohub context use}. */
@Command(name = "use", description = "Makes a context the current one.")
public final class ContextUse implements Verb {
    private final Shell shell;

    @Parameters(paramLabel = "CONTEXT", description = "As 'context list' shows it.")
    String name;

    public ContextUse(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        ContextFile file = shell.contextFile();
        Contexts contexts = file.read();
        if (contexts.named(name).isEmpty()) {
            String nearest = Nearest.to(name, contexts.contexts().keySet())
                    .map(near -> " (did you mean " + near + "?)")
                    .orElse("");
            throw new CommandFailed(
                    ExitCode.NOT_FOUND,
                    "context_not_found",
                    "there is no context '" + name + "'" + nearest,
                    "See 'globohub context list'.");
        }
        file.write(contexts.using(name));
        shell.say("now using " + name);
        return ExitCode.OK;
    }
}
