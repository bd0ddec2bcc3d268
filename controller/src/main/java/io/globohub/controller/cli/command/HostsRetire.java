package io.globohub.controller.cli.command;

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

/** {@code globohub hosts retire}. */
@Command(name = "retire", description = "Takes hosts out of the fleet for good and revokes their credentials.")
public final class HostsRetire implements Verb {
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

    public HostsRetire(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        Api api = shell.api(server);
        HostsChange change = new HostsChange(shell, api);
        return change.apply(
                change.chosen(hosts, selection), "retire and revoke the credential", confirm, output, (host, etag) -> {
                    api.retireHost(host.id(), etag);
                    return null;
                });
    }
}
