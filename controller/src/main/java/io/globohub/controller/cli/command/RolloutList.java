package io.globohub.controller.cli.command;

import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.shell.ListOutput;
import io.globohub.controller.cli.shell.ServerOptions;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import io.globohub.controller.cli.view.RolloutViews;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code globohub rollout list}. */
@Command(name = "list", description = "Rollouts, newest first.")
public final class RolloutList implements Verb {
    private final Shell shell;

    @Mixin
    final ServerOptions server = new ServerOptions();

    @Mixin
    final ListOutput output = ListOutput.ofAnything();

    @Option(names = "--app", paramLabel = "APP", description = "Of this app.")
    String app;

    @Option(names = "--status", paramLabel = "WORD", description = "Such as running, paused, succeeded, failed.")
    String status;

    public RolloutList(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        Map<String, Object> filters = new HashMap<>();
        filters.put("app", app);
        filters.put("status", status);
        shell.show(RolloutViews.list(shell.api(server).rollouts(filters), shell.now()), output, "no rollouts");
        return ExitCode.OK;
    }
}
