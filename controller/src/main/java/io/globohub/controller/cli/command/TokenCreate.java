package io.globohub.controller.cli.command;

import io.globohub.common.protocol.Role;
import io.globohub.common.protocol.TokenRequest;
import io.globohub.common.protocol.TokenView;
import io.globohub.controller.cli.client.Fetched;
import io.globohub.controller.cli.outcome.CommandFailed;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.output.Result;
import io.globohub.controller.cli.shell.OutputOptions;
import io.globohub.controller.cli.shell.ServerOptions;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code globohub token create}: prints the token itself, which nobody sees again. */
@Command(name = "create", description = "Makes a token for a person or a program and prints it, once.")
public final class TokenCreate implements Verb {
    private final Shell shell;

    @Mixin
    final ServerOptions server = new ServerOptions();

    @Mixin
    final OutputOptions output = new OutputOptions();

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            defaultValue = "viewer",
            description = "viewer, operator or admin (default ${DEFAULT-VALUE}).")
    Role role;

    @Option(names = "--app", paramLabel = "APP", description = "Restrict an operator to one app.")
    String app;

    @Option(names = "--expires", paramLabel = "DURATION", description = "Useless after, such as 30d.")
    Duration expires;

    @Parameters(paramLabel = "NAME", description = "Who it is for; the history names it.")
    String name;

    public TokenCreate(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        if (role == Role.ENROLL) {
            throw CommandFailed.usage("hosts enrol with a token of their own kind", "Use 'globohub enroll-token'.");
        }
        Fetched<TokenView> made = shell.api(server)
                .createToken(
                        Tokens.request(() -> new TokenRequest(name, role, app, Tokens.seconds(expires), null, null)));
        shell.show(new Result.Text(made.body(), made.value().secret()), output);
        shell.say("this is the only time the token is shown");
        return ExitCode.OK;
    }
}
