package io.globohub.controller.cli.command;

import io.globohub.controller.cli.client.Api;
import io.globohub.controller.cli.client.Named;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.shell.OutputOptions;
import io.globohub.controller.cli.shell.ServerOptions;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code globohub rollout watch}. */
@Command(name = "watch", description = "Follows a rollout to its end, and ends as it does (0, 20, 21 or 22).")
public final class RolloutFollow implements Verb {
    private final Shell shell;

    @Mixin
    final ServerOptions server = new ServerOptions();

    @Mixin
    final OutputOptions output = new OutputOptions();

    @Option(names = "--timeout", paramLabel = "DURATION", description = "Stop following after, such as 10m.")
    Duration timeout;

    @Parameters(paramLabel = "ROLLOUT", description = "Its id, or the first characters of it.")
    String rollout;

    public RolloutFollow(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        Api api = shell.api(server);
        return new RolloutWatch(shell, api, output).follow(new Named(api).rolloutId(rollout), timeout);
    }
}
