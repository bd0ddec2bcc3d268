package io.globohub.controller.cli.command;

import io.globohub.common.protocol.RolloutRequest;
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

/** {@code globohub rollout start}. */
@Command(
        name = "start",
        description =
                "Brings a version to hosts, in batches, behind health gates: shows the plan, asks, starts, follows.")
public final class RolloutStart implements Verb {
    private final Shell shell;

    @Mixin
    final ServerOptions server = new ServerOptions();

    @Mixin
    final OutputOptions output = new OutputOptions();

    @Mixin
    final SelectionOptions selection = new SelectionOptions();

    @Mixin
    final SettingsOptions settings = new SettingsOptions();

    @Mixin
    final RolloutOptions pace = new RolloutOptions();

    @Mixin
    final WatchOptions watch = new WatchOptions();

    @Mixin
    final ConfirmOption confirm = new ConfirmOption();

    @Parameters(index = "0", paramLabel = "APP", description = "The app.")
    String app;

    @Parameters(index = "1", paramLabel = "VERSION", description = "A version that was pushed.")
    String version;

    public RolloutStart(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        RolloutRequest request =
                RolloutTarget.version(app, version, settings.patch(shell)).on(selection, pace);
        return new RolloutFlow(shell, shell.api(server), output).start(request, confirm, watch.detach, watch.timeout);
    }
}
