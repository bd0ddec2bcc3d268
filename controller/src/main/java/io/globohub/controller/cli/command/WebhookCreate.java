package io.globohub.controller.cli.command;

import io.globohub.common.protocol.WebhookFormat;
import io.globohub.common.protocol.WebhookRequest;
import io.globohub.common.protocol.WebhookView;
import io.globohub.controller.cli.client.Fetched;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.output.Result;
import io.globohub.controller.cli.shell.OutputOptions;
import io.globohub.controller.cli.shell.ServerOptions;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code globohub webhook create}: prints the secret, which nobody sees again. */
@Command(name = "create", description = "Sends events to an address; prints the secret that signs them, once.")
public final class WebhookCreate implements Verb {
    private final Shell shell;

    @Mixin
    final ServerOptions server = new ServerOptions();

    @Mixin
    final OutputOptions output = new OutputOptions();

    @Option(
            names = "--events",
            paramLabel = "KIND",
            split = ",",
            description = "Kinds of events, such as host_lost,rollout_failed (those that usually need a person).")
    List<String> events;

    @Option(names = "--slack", description = "Send one line of text, as Slack and compatible chats take it.")
    boolean slack;

    @Parameters(paramLabel = "URL", description = "Where events are posted.")
    String url;

    public WebhookCreate(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        Fetched<WebhookView> made =
                shell.api(server).createWebhook(new WebhookRequest(url, events, slack ? WebhookFormat.SLACK : null));
        shell.show(new Result.Text(made.body(), made.value().secret()), output);
        shell.say("webhook " + made.value().id() + " for "
                + String.join(", ", made.value().events()) + "; this is the only time its secret is shown");
        return ExitCode.OK;
    }
}
