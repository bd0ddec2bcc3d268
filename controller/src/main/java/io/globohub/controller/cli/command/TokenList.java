package io.globohub.controller.cli.command;

import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.shell.ListOutput;
import io.globohub.controller.cli.shell.ServerOptions;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import io.globohub.controller.cli.view.LedgerViews;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code globohub token list}. */
@Command(name = "list", description = "Tokens and what they may do; never the tokens themselves.")
public final class TokenList implements Verb {
    private final Shell shell;

    @Mixin
    final ServerOptions server = new ServerOptions();

    @Mixin
    final ListOutput output = ListOutput.ofAnything();

    public TokenList(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        shell.show(LedgerViews.tokens(shell.api(server).tokens(), shell.now()), output);
        return ExitCode.OK;
    }
}
