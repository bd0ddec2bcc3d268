package io.globohub.controller.cli.command;

import io.globohub.common.protocol.HostPlan;
import io.globohub.controller.cli.client.Api;
import io.globohub.controller.cli.client.Fetched;
import io.globohub.controller.cli.client.Lookups;
import io.globohub.controller.cli.client.Named;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.shell.OutputOptions;
import io.globohub.controller.cli.shell.ServerOptions;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import io.globohub.controller.cli.view.HostPlanView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code globohub plan}: as {@code rollout plan}, it ends with 2 when there is something to do. */
@Command(name = "plan", description = "What a host's agent has to do to be as wished; ends with 2 if it is anything.")
public final class HostPlanVerb implements Verb {
    private final Shell shell;

    @Mixin
    final ServerOptions server = new ServerOptions();

    @Mixin
    final OutputOptions output = new OutputOptions();

    @Parameters(paramLabel = "HOST", description = "Its name or id.")
    String host;

    public HostPlanVerb(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        Api api = shell.api(server);
        Fetched<HostPlan> plan = new Named(api).hostAsked(host, () -> new Lookups(api.client()).hostPlan(host));
        shell.show(HostPlanView.sheet(plan), output);
        return HostPlanView.toDo(plan.value()) == 0 ? ExitCode.OK : ExitCode.CHANGES_PENDING;
    }
}
