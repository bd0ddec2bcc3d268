package io.globohub.controller.cli.command;

import io.globohub.controller.cli.client.Api;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.shell.ConfirmOption;
import io.globohub.controller.cli.shell.OutputOptions;
import io.globohub.controller.cli.shell.SelectionOptions;
import io.globohub.controller.cli.shell.ServerOptions;
import io.globohub.controller.cli.shell.Shell;
import java.util.function.Function;
import picocli.CommandLine.Mixin;

/** What every command that starts a rollout takes: at which controller, on which hosts, how fast, and who looks on. */
final class StartOptions {
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

    /** Plans, shows, asks, starts and follows it. */
    ExitCode start(Shell shell, Function<Api, RolloutTarget> wish) {
        Api api = shell.api(server);
        return new RolloutFlow(shell, api, output)
                .start(wish.apply(api).on(selection, pace), confirm, watch.detach, watch.timeout);
    }
}
