package io.globohub.controller.cli.command;

import io.globohub.common.protocol.Role;
import io.globohub.common.protocol.TokenRequest;
import io.globohub.common.protocol.TokenView;
import io.globohub.controller.cli.client.Api;
import io.globohub.controller.cli.client.Fetched;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.output.Result;
import io.globohub.controller.cli.shell.OutputOptions;
import io.globohub.controller.cli.shell.ServerOptions;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code globohub enroll-token}: prints the token; a person also sees the line to paste on the host. */
@Command(name = "enroll-token", description = "Makes a one-time token with which a host joins, and prints it.")
public final class EnrollToken implements Verb {
    private final Shell shell;

    @Mixin
    final ServerOptions server = new ServerOptions();

    @Mixin
    final OutputOptions output = new OutputOptions();

    @Option(names = "--name", paramLabel = "NAME", defaultValue = "enroll", description = "For the history.")
    String name;

    @Option(names = "--uses", paramLabel = "N", description = "How many hosts may join with it (1).")
    Integer uses;

    @Option(names = "--expires", paramLabel = "DURATION", description = "Useless after, such as 2h.")
    Duration expires;

    @Option(names = "--label", paramLabel = "KEY=VALUE", description = "Given to hosts that join with it; repeatable.")
    Map<String, String> labels = new LinkedHashMap<>();

    public EnrollToken(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        Api api = shell.api(server);
        Fetched<TokenView> made = api.createToken(Tokens.request(() -> new TokenRequest(
                name, Role.ENROLL, null, Tokens.seconds(expires), uses, labels.isEmpty() ? null : labels)));
        String token = made.value().secret();
        shell.show(new Result.Text(made.body(), token), output);
        if (shell.outside().terminal().out()) {
            shell.say("on the host, as the agent's user:");
            shell.say(
                    "  globohub-agent enroll " + api.client().endpoint().url() + " --token-stdin <<< '" + token + "'");
        }
        return ExitCode.OK;
    }
}
