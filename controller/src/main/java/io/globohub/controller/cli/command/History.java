package io.globohub.controller.cli.command;

import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.shell.ListOutput;
import io.globohub.controller.cli.shell.ServerOptions;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import io.globohub.controller.cli.view.LedgerViews;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code globohub history}. */
@Command(name = "history", description = "What happened where, when, by whom, with which outcome; the newest last.")
public final class History implements Verb {
    private final Shell shell;

    @Mixin
    final ServerOptions server = new ServerOptions();

    @Mixin
    final ListOutput output = ListOutput.ofAnything();

    @Mixin
    final EventFilterOptions filter = new EventFilterOptions();

    public History(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        shell.show(LedgerViews.events(shell.api(server).lastEvents(filter.at(shell.now()), filter.limit)), output);
        return ExitCode.OK;
    }
}
