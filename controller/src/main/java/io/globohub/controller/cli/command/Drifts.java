package io.globohub.controller.cli.command;

import io.globohub.common.protocol.HostSummary;
import io.globohub.controller.cli.client.Fetched;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.shell.ListOutput;
import io.globohub.controller.cli.shell.SelectionOptions;
import io.globohub.controller.cli.shell.ServerOptions;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import io.globohub.controller.cli.view.HostViews;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code globohub drift}. */
@Command(name = "drift", description = "Where what is desired, installed and running differ, and why.")
public final class Drifts implements Verb {
    private final Shell shell;

    @Mixin
    final ServerOptions server = new ServerOptions();

    @Mixin
    final ListOutput output = ListOutput.ofHosts();

    @Mixin
    final SelectionOptions selection = new SelectionOptions();

    @Mixin
    final AsOfOption past = new AsOfOption();

    @Option(names = "--exit-code", description = "End with 10 when something drifts.")
    boolean exitCode;

    public Drifts(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        Map<String, Object> filters = new HashMap<>();
        filters.put("drift", true);
        filters.put("selector", selection.optional());
        filters.put("as_of", past.at(shell.now()));
        Fetched<List<HostSummary>> hosts = shell.api(server).hosts(filters);
        shell.show(HostViews.drift(hosts), output, "no drift");
        return exitCode && !hosts.value().isEmpty() ? ExitCode.DRIFT : ExitCode.OK;
    }
}
