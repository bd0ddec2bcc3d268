package io.globohub.controller.cli.command;

import io.globohub.controller.cli.client.Api;
import io.globohub.controller.cli.client.Named;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.shell.OutputOptions;
import io.globohub.controller.cli.shell.ServerOptions;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import io.globohub.controller.cli.view.ExplainView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code globohub explain}. */
@Command(name = "explain", description = "Why a host is as it is, and what happens next.")
public final class Explain implements Verb {
    private final Shell shell;

    @Mixin
    final ServerOptions server = new ServerOptions();

    @Mixin
    final OutputOptions output = new OutputOptions();

    @Parameters(paramLabel = "HOST", description = "Its name or id.")
    String host;

    public Explain(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        Api api = shell.api(server);
        shell.show(ExplainView.sheet(new Named(api).hostAsked(host, () -> api.explain(host)), shell.now()), output);
        return ExitCode.OK;
    }
}
