package io.globohub.controller.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.globohub.common.protocol.TokenView;
import io.globohub.controller.cli.client.Api;
import io.globohub.controller.cli.client.Endpoint;
import io.globohub.controller.cli.client.Fetched;
import io.globohub.controller.cli.context.Context;
import io.globohub.controller.cli.context.ContextFile;
import io.globohub.controller.cli.outcome.CommandFailed;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.output.Humane;
import io.globohub.controller.cli.output.Part;
import io.globohub.controller.cli.output.Part.Fact;
import io.globohub.controller.cli.output.Result;
import io.globohub.controller.cli.shell.OutputOptions;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code globohub login}: tries the token, then keeps it in the file of contexts. A token is never an argument, where
 * every user of the machine could read it.
 */
@Command(name = "login", description = "Remembers a controller and a token for it, once both are tried.")
public final class Login implements Verb {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Shell shell;

    @Mixin
    final OutputOptions output = new OutputOptions();

    @Option(names = "--token-file", paramLabel = "FILE", description = "Read the token from here.")
    Path tokenFile;

    @Option(names = "--token-stdin", description = "Read the token from standard input.")
    boolean tokenStdin;

    @Option(names = "--name", paramLabel = "NAME", description = "Name of the context (the controller's host).")
    String name;

    @Option(names = "--ca-file", paramLabel = "FILE", description = "PEM certificates to trust there.")
    Path caFile;

    @Parameters(paramLabel = "URL", description = "Such as https://controller:7070.")
    String url;

    public Login(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        Endpoint endpoint = endpoint();
        if (endpoint.travelsInTheClear()) {
            shell.say("warning: " + endpoint.url() + " is not encrypted: whoever is on the way can read the token");
        }
        Fetched<TokenView> me = new Api(shell.client(endpoint, TIMEOUT)).whoami();
        ContextFile file = shell.contextFile();
        String contextName = name != null ? name : endpoint.url().getHost();
        Path authorities = endpoint.caFile();
        file.write(file.read()
                .with(
                        contextName,
                        new Context(
                                endpoint.url(),
                                endpoint.token(),
                                authorities == null ? null : authorities.toString())));
        shell.show(
                new Result.Sheet(
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("context", contextName)
                                .put("url", endpoint.url().toString())
                                .set("token", me.body()),
                        contextName,
                        List.of(new Part.Facts(
                                "",
                                List.of(
                                        Fact.of("context", contextName),
                                        Fact.of("controller", endpoint.url()),
                                        Fact.of("logged in as", me.value().name()),
                                        Fact.of("role", Humane.word(me.value().role())),
                                        Fact.of("kept in", file.path()))))),
                output);
        return ExitCode.OK;
    }

    private Endpoint endpoint() {
        try {
            URI address = Endpoint.parse(url);
            return new Endpoint(address, token(), authorities());
        } catch (IllegalArgumentException e) {
            throw CommandFailed.invalid(e.getMessage(), "Give the controller's address and its token as they are.");
        }
    }

    /** As for every other command; the context keeps them. */
    private Path authorities() {
        String variable = shell.outside().variable("GLOBOHUB_CA_FILE");
        Path given = caFile != null || variable == null ? caFile : Path.of(variable);
        return given == null ? null : shell.path(given);
    }

    private String token() {
        if (tokenFile != null && tokenStdin) {
            throw CommandFailed.usage("--token-file and --token-stdin contradict each other", "Give one of them.");
        }
        if (tokenStdin) {
            return shell.line().strip();
        }
        if (tokenFile != null) {
            return shell.text(tokenFile).strip();
        }
        return shell.outside()
                .secrets()
                .ask("Token: ")
                .orElseThrow(() -> CommandFailed.usage(
                        "no token was given, and nobody can be asked here", "Give --token-file FILE or --token-stdin."))
                .strip();
    }
}
