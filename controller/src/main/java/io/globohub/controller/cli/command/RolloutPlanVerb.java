package io.globohub.controller.cli.command;

import io.globohub.common.protocol.RolloutPlan;
import io.globohub.common.protocol.RolloutRequest;
import io.globohub.controller.cli.client.Fetched;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.shell.OutputOptions;
import io.globohub.controller.cli.shell.SelectionOptions;
import io.globohub.controller.cli.shell.ServerOptions;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import io.globohub.controller.cli.view.RolloutViews;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code globohub rollout plan}: ends with 0 when there is nothing to do, 2 when there are changes. */
@Command(name = "plan", description = "What a rollout would do; changes nothing. Ends with 2 when there are changes.")
public final class RolloutPlanVerb implements Verb {
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

    @Parameters(index = "0", paramLabel = "APP", description = "The app.")
    String app;

    @Parameters(index = "1", paramLabel = "VERSION", description = "A version that was pushed.")
    String version;

    public RolloutPlanVerb(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        RolloutRequest request =
                RolloutTarget.version(app, version, settings.patch(shell)).on(selection, pace);
        Fetched<RolloutPlan> plan = new RolloutFlow(shell, shell.api(server), output).plan(request);
        shell.show(RolloutViews.plan(plan), output);
        return RolloutFlow.changesNothing(plan.value()) ? ExitCode.OK : ExitCode.CHANGES_PENDING;
    }
}
