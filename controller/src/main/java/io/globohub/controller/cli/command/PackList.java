package io.globohub.controller.cli.command;

import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.shell.ListOutput;
import io.globohub.controller.cli.shell.ServerOptions;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import io.globohub.controller.cli.view.LedgerViews;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code globohub pack list}. */
@Command(name = "list", description = "Every version that was pushed, by app.")
public final class PackList implements Verb {
    private final Shell shell;

    @Mixin
    final ServerOptions server = new ServerOptions();

    @Mixin
    final ListOutput output = ListOutput.ofAnything();

    public PackList(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        shell.show(
                LedgerViews.packs(shell.api(server).apps(), shell.now()),
                output,
                "no packs yet: 'globohub pack push DIR' builds and pushes one");
        return ExitCode.OK;
    }
}
