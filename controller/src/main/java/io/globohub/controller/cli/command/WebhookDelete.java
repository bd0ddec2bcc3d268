package io.globohub.controller.cli.command;

import io.globohub.common.protocol.WebhookView;
import io.globohub.controller.cli.client.Api;
import io.globohub.controller.cli.client.Fetched;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.shell.ConfirmOption;
import io.globohub.controller.cli.shell.ServerOptions;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code globohub webhook delete}. */
@Command(name = "delete", description = "Stops sending to a webhook and forgets it.")
public final class WebhookDelete implements Verb {
    private final Shell shell;

    @Mixin
    final ServerOptions server = new ServerOptions();

    @Mixin
    final ConfirmOption confirm = new ConfirmOption();

    @Parameters(paramLabel = "ID", description = "As 'webhook list' shows it.")
    String id;

    public WebhookDelete(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        Api api = shell.api(server);
        Fetched<WebhookView> webhook = api.webhook(id);
        shell.confirm("delete the webhook " + id + " to " + webhook.value().url(), confirm);
        api.deleteWebhook(id, webhook.etag());
        shell.say("deleted " + id);
        return ExitCode.OK;
    }
}
