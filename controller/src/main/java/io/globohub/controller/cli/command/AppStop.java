package io.globohub.controller.cli.command;

import io.globohub.common.state.Goal;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code globohub stop}. */
@Command(name = "stop", description = "Stops an app on hosts, as a rollout; it stays installed.")
public final class AppStop implements Verb {
    private final Shell shell;

    @Mixin
    final StartOptions options = new StartOptions();

    @Option(names = "--remove", description = "Take it off the hosts as well.")
    boolean remove;

    @Parameters(paramLabel = "APP", description = "The app.")
    String app;

    public AppStop(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        Goal goal = remove ? Goal.ABSENT : Goal.STOPPED;
        return options.start(shell, api -> new RolloutTarget(RolloutTarget.appName(app), null, null, null, goal));
    }
}
