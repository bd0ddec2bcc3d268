package io.globohub.controller.cli.command;

import io.globohub.common.protocol.HostDetail;
import io.globohub.controller.cli.client.Fetched;
import io.globohub.controller.cli.client.Named;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.shell.OutputOptions;
import io.globohub.controller.cli.shell.ServerOptions;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import io.globohub.controller.cli.view.HostViews;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code globohub hosts show}. */
@Command(name = "show", description = "Everything known of one host.")
public final class HostsShow implements Verb {
    private final Shell shell;

    @Mixin
    final ServerOptions server = new ServerOptions();

    @Mixin
    final OutputOptions output = new OutputOptions();

    @Mixin
    final AsOfOption past = new AsOfOption();

    @Parameters(paramLabel = "HOST", description = "Its name or id.")
    String host;

    public HostsShow(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        Fetched<HostDetail> found = new Named(shell.api(server)).host(host, past.at(shell.now()));
        shell.show(HostViews.sheet(found, shell.now()), output);
        return ExitCode.OK;
    }
}
