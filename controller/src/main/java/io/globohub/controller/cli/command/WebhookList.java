package io.globohub.controller.cli.command;

import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.shell.ListOutput;
import io.globohub.controller.cli.shell.ServerOptions;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import io.globohub.controller.cli.view.WebhookViews;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code globohub webhook list}. */
@Command(name = "list", description = "Where events are sent; never the secrets.")
public final class WebhookList implements Verb {
    private final Shell shell;

    @Mixin
    final ServerOptions server = new ServerOptions();

    @Mixin
    final ListOutput output = ListOutput.ofAnything();

    public WebhookList(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        shell.show(WebhookViews.list(shell.api(server).webhooks(), shell.now()), output);
        return ExitCode.OK;
    }
}
