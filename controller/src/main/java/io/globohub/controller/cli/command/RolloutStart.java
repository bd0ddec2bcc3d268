package io.globohub.controller.cli.command;

import io.globohub.controller.cli.outcome.ExitCode;
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
    final StartOptions options = new StartOptions();

    @Mixin
    final SettingsOptions settings = new SettingsOptions();

    @Parameters(index = "0", paramLabel = "APP", description = "The app.")
    String app;

    @Parameters(index = "1", paramLabel = "VERSION", description = "A version that was pushed.")
    String version;

    public RolloutStart(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        return options.start(shell, api -> RolloutTarget.version(app, version, settings.patch(shell)));
    }
}
