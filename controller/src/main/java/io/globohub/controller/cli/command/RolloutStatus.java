package io.globohub.controller.cli.command;

import io.globohub.controller.cli.client.Api;
import io.globohub.controller.cli.client.Named;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.shell.OutputOptions;
import io.globohub.controller.cli.shell.ServerOptions;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import io.globohub.controller.cli.view.RolloutViews;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code globohub rollout status}. */
@Command(name = "status", description = "A rollout as it stands, host by host.")
public final class RolloutStatus implements Verb {
    private final Shell shell;

    @Mixin
    final ServerOptions server = new ServerOptions();

    @Mixin
    final OutputOptions output = new OutputOptions();

    @Parameters(paramLabel = "ROLLOUT", description = "Its id, or the first characters of it.")
    String rollout;

    public RolloutStatus(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        Api api = shell.api(server);
        shell.show(RolloutViews.sheet(api.rollout(new Named(api).rolloutId(rollout)), shell.now()), output);
        return ExitCode.OK;
    }
}
