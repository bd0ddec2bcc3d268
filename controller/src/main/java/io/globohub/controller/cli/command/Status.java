package io.globohub.controller.cli.command;

import io.globohub.common.protocol.FleetSummary;
import io.globohub.controller.cli.client.Fetched;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.shell.OutputOptions;
import io.globohub.controller.cli.shell.ServerOptions;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import io.globohub.controller.cli.view.FleetView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code globohub status}. */
@Command(name = "status", description = "The fleet on one screen.")
public final class Status implements Verb {
    private final Shell shell;

    @Mixin
    final ServerOptions server = new ServerOptions();

    @Mixin
    final OutputOptions output = new OutputOptions();

    @Mixin
    final AsOfOption past = new AsOfOption();

    @Option(names = "--exit-code", description = "End with 10 when something drifts, 11 when hosts are lost.")
    boolean exitCode;

    public Status(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        Fetched<FleetSummary> fleet = shell.api(server).fleet(past.at(shell.now()));
        shell.show(FleetView.sheet(fleet, shell.now()), output);
        if (!exitCode) {
            return ExitCode.OK;
        }
        if (FleetView.lost(fleet.value()) > 0) {
            return ExitCode.LOST;
        }
        return FleetView.drifting(fleet.value()) > 0 ? ExitCode.DRIFT : ExitCode.OK;
    }
}
