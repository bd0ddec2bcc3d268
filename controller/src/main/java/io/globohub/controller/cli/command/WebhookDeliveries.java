package io.globohub.controller.cli.command;

import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.shell.ListOutput;
import io.globohub.controller.cli.shell.ServerOptions;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import io.globohub.controller.cli.view.WebhookViews;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code globohub webhook deliveries}. */
@Command(name = "deliveries", description = "What was sent to a webhook, newest first.")
public final class WebhookDeliveries implements Verb {
    private final Shell shell;

    @Mixin
    final ServerOptions server = new ServerOptions();

    @Mixin
    final ListOutput output = ListOutput.ofAnything();

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            defaultValue = "50",
            description = "At most so many (default ${DEFAULT-VALUE}).")
    int limit;

    @Parameters(paramLabel = "ID", description = "As 'webhook list' shows it.")
    String id;

    public WebhookDeliveries(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        shell.show(WebhookViews.deliveries(shell.api(server).deliveries(id, limit)), output);
        return ExitCode.OK;
    }
}
