package io.globohub.controller.cli.command;

import io.globohub.controller.cli.client.Api;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.shell.ConfirmOption;
import io.globohub.controller.cli.shell.ServerOptions;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code globohub token revoke}. */
@Command(name = "revoke", description = "Makes a token useless at once.")
public final class TokenRevoke implements Verb {
    private final Shell shell;

    @Mixin
    final ServerOptions server = new ServerOptions();

    @Mixin
    final ConfirmOption confirm = new ConfirmOption();

    @Parameters(paramLabel = "ID", description = "As 'token list' shows it.")
    String id;

    public TokenRevoke(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        Api api = shell.api(server);
        shell.confirm("revoke the token " + id, confirm);
        api.revokeToken(id);
        shell.say("revoked " + id);
        return ExitCode.OK;
    }
}
