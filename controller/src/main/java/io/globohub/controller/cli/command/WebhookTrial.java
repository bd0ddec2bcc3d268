package io.globohub.controller.cli.command;

import io.globohub.common.protocol.DeliveryView;
import io.globohub.common.state.Reason;
import io.globohub.controller.cli.client.Fetched;
import io.globohub.controller.cli.outcome.CommandFailed;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.shell.OutputOptions;
import io.globohub.controller.cli.shell.ServerOptions;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import io.globohub.controller.cli.view.WebhookViews;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code globohub webhook test}: ends with a failure when the receiver does not take it. */
@Command(name = "test", description = "Posts a test message now and says how that went.")
public final class WebhookTrial implements Verb {
    private final Shell shell;

    @Mixin
    final ServerOptions server = new ServerOptions();

    @Mixin
    final OutputOptions output = new OutputOptions();

    @Parameters(paramLabel = "ID", description = "As 'webhook list' shows it.")
    String id;

    public WebhookTrial(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        Fetched<DeliveryView> sent = shell.api(server).testWebhook(id);
        shell.show(WebhookViews.deliveries(new Fetched<>(List.of(sent.value()), sent.body(), null)), output);
        if (!sent.value().delivered()) {
            throw CommandFailed.because(
                    ExitCode.FAILED,
                    Reason.WEBHOOK_FAILED,
                    "the receiver did not take it: " + sent.value().detail());
        }
        return ExitCode.OK;
    }
}
