package io.globohub.controller.cli.command;

import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code globohub completion}. */
@Command(
        name = "completion",
        description = "Prints the script that completes this command: source <(globohub completion bash)")
public final class Completion implements Verb {
    /** Shells the script is for; zsh reads bash's through its own bridge, which the script sets up. */
    public enum ShellName {
        BASH,
        ZSH
    }

    private final Shell shell;

    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
    ShellName name;

    public Completion(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        shell.outside().out().print(CompletionScript.of(spec.root()));
        shell.outside().out().flush();
        return ExitCode.OK;
    }
}
