package io.globohub.controller.cli.command;

import io.globohub.controller.cli.outcome.ExitCode;
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
    final StartOptions options = new StartOptions();

    @Parameters(paramLabel = "APP", description = "The app.")
    String app;

    public AppRestart(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        return options.start(shell, api -> RolloutTarget.restart(app));
    }
}
