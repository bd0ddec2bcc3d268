package io.globohub.controller.cli.command;

import io.globohub.common.state.Goal;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.shell.ConfirmOption;
import io.globohub.controller.cli.shell.OutputOptions;
import io.globohub.controller.cli.shell.SelectionOptions;
import io.globohub.controller.cli.shell.ServerOptions;
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
        RolloutTarget target = new RolloutTarget(RolloutTarget.appName(app), null, null, null, goal);
        return new RolloutFlow(shell, shell.api(server), output)
                .start(target.on(selection, pace), confirm, watch.detach, watch.timeout);
    }
}
