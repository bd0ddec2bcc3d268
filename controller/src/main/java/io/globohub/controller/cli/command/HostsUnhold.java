package io.globohub.controller.cli.command;

import io.globohub.common.protocol.HostPatch;
import io.globohub.controller.cli.client.Api;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.shell.ConfirmOption;
import io.globohub.controller.cli.shell.OutputOptions;
import io.globohub.controller.cli.shell.SelectionOptions;
import io.globohub.controller.cli.shell.ServerOptions;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code globohub hosts unhold}. */
@Command(name = "unhold", description = "Lifts the hold of hosts.")
public final class HostsUnhold implements Verb {
    private final Shell shell;

    @Mixin
    final ServerOptions server = new ServerOptions();

    @Mixin
    final OutputOptions output = new OutputOptions();

    @Mixin
    final SelectionOptions selection = new SelectionOptions();

    @Mixin
    final ConfirmOption confirm = new ConfirmOption();

    @Parameters(paramLabel = "HOST", arity = "0..*", description = "Names or ids.")
    List<String> hosts = new ArrayList<>();

    public HostsUnhold(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        Api api = shell.api(server);
        HostsChange change = new HostsChange(shell, api);
        return change.apply(
                change.chosen(hosts, selection),
                "lift the hold",
                confirm,
                output,
                (host, etag) -> api.patchHost(host.id(), etag, new HostPatch(null, null, true))
                        .body());
    }
}
