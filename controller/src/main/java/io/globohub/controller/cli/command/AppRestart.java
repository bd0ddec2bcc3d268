package io.globohub.controller.cli.command;

import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.shell.ConfirmOption;
import io.globohub.controller.cli.shell.OutputOptions;
import io.globohub.controller.cli.shell.SelectionOptions;
import io.globohub.controller.cli.shell.ServerOptions;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code globohub restart}: the plan says where data in memory would be lost, before it asks. */
@Command(name = "restart", description = "Gives an app a fresh process on hosts, as a rollout; no request is dropped.")
public final class AppRestart implements Verb {
    private final Shell shell;

    @Mixin
    final ServerOptions server = new ServerOptions();

    @Mixin
    final OutputOptions output = new OutputOptions();

    @Mixin
    final SelectionOptions selection = new SelectionOptions();

    @Mixin
    final RolloutOptions pace = new RolloutOptions();

    @Mixin
    final WatchOptions watch = new WatchOptions();

    @Mixin
    final ConfirmOption confirm = new ConfirmOption();

    @Parameters(paramLabel = "APP", description = "The app.")
    String app;

    public AppRestart(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        RolloutTarget target = RolloutTarget.restart(app);
        return new RolloutFlow(shell, shell.api(server), output)
                .start(target.on(selection, pace), confirm, watch.detach, watch.timeout);
    }
}
