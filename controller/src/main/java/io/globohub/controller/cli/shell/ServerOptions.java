package io.globohub.controller.cli.shell;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which controller a command speaks to. */
public final class ServerOptions {
    @Option(names = "--context", paramLabel = "CONTEXT", description = "Context to use instead of the current one.")
    String context;

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "PEM certificates to trust instead of the system's.")
    Path caFile;

    @Option(
            names = "--request-timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "Longest silence of the controller (default ${DEFAULT-VALUE}).")
    int requestTimeoutSeconds;
}
