package io.globohub.controller.cli.shell;

import io.globohub.common.keys.ClientCertificate;
import io.globohub.controller.cli.client.ControllerClient;
import io.globohub.controller.cli.client.Endpoint;
import io.globohub.controller.cli.context.Context;
import io.globohub.controller.cli.context.ContextFile;
import io.globohub.controller.cli.context.Contexts;
import io.globohub.controller.cli.outcome.CommandFailed;
import io.globohub.controller.cli.outcome.ExitCode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Decides which controller is meant: the environment ({@code GLOBOHUB_URL}, {@code GLOBOHUB_TOKEN},
 * {@code GLOBOHUB_CA_FILE}, {@code GLOBOHUB_CLIENT_CERT}, {@code GLOBOHUB_CLIENT_KEY}) before the context named, before the current one.
 */
final class Connections {
    private final Outside outside;

    Connections(Outside outside) {
        this.outside = outside;
    }

    ControllerClient open(ServerOptions options) {
        return open(endpoint(options), Duration.ofSeconds(options.requestTimeoutSeconds));
    }

    ControllerClient open(Endpoint endpoint, Duration timeout) {
        return new ControllerClient(endpoint.showing(ownCertificate()), timeout, "globohub/" + outside.version());
    }

    Endpoint endpoint(ServerOptions options) {
        String url = outside.variable("GLOBOHUB_URL");
        String token = outside.variable("GLOBOHUB_TOKEN");
        try {
            if (url != null) {
                URI given = Endpoint.parse(url);
                // a stored token is only ever shown to the controller that it was stored for
                Optional<Context> same = token != null
                        ? Optional.empty()
                        : contexts().contexts().values().stream()
                                .filter(context -> context.url().equals(given))
                                .findFirst();
                return new Endpoint(
                        given,
                        token != null ? token : same.map(Context::token).orElse(null),
                        caFile(options, same.map(Context::caFile).orElse(null)));
            }
            Context context = context(options);
            return new Endpoint(
                    context.url(), token != null ? token : context.token(), caFile(options, context.caFile()));
        } catch (IllegalArgumentException e) {
            throw badConfig(e.getMessage(), "Correct GLOBOHUB_URL and GLOBOHUB_TOKEN, or log in again.");
        }
    }

    private Context context(ServerOptions options) {
        Contexts contexts = contexts();
        String name = options.context != null ? options.context : outside.variable("GLOBOHUB_CONTEXT");
        if (name == null) {
            name = contexts.current();
        }
        if (name == null) {
            throw badConfig(
                    "no controller is known",
                    "Log in first ('globohub login URL'), or set GLOBOHUB_URL and GLOBOHUB_TOKEN.");
        }
        String wanted = name;
        return contexts.named(name)
                .orElseThrow(() -> badConfig("there is no context '" + wanted + "'", "See 'globohub context list'."));
    }

    private Contexts contexts() {
        return new ContextFile(outside.configFile()).read();
    }

    private Path caFile(ServerOptions options, String ofContext) {
        if (options.caFile != null) {
            return outside.directory().resolve(options.caFile);
        }
        String fromEnvironment = outside.variable("GLOBOHUB_CA_FILE");
        if (fromEnvironment != null) {
            return outside.directory().resolve(fromEnvironment);
        }
        return ofContext == null ? null : Path.of(ofContext);
    }

    /** What is shown to a controller that asks for a client's certificate. */
    private ClientCertificate ownCertificate() {
        try {
            return ClientCertificate.of(file("GLOBOHUB_CLIENT_CERT"), file("GLOBOHUB_CLIENT_KEY"));
        } catch (IllegalArgumentException e) {
            throw badConfig(e.getMessage(), "Set GLOBOHUB_CLIENT_CERT and GLOBOHUB_CLIENT_KEY, or neither.");
        }
    }

    private Path file(String variable) {
        String named = outside.variable(variable);
        return named == null ? null : outside.directory().resolve(named);
    }

    private static CommandFailed badConfig(String message, String remedy) {
        return new CommandFailed(ExitCode.BAD_CONFIG, "bad_config", message, remedy);
    }
}
