package io.globohub.controller.cli;

import io.globohub.controller.cli.shell.Colouring;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command itself, with the options that every verb has. */
@Command(
        name = Globohub.NAME,
        description = "Runs Python web applications on plain servers: see, deploy and roll back.",
        footer = {
            "",
            "A first deployment: globohub login URL; globohub pack push DIR;",
            "  globohub rollout start APP VERSION -l role=web --port 8000"
        })
final class Globohub {
    static final String NAME = "globohub";

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    boolean help;

    @Option(names = "--version", versionHelp = true, description = "Show version and commit.")
    boolean version;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            scope = ScopeType.INHERIT,
            description = "auto, always or never.")
    Colouring colouring = Colouring.AUTO;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show stack traces of failures.")
    boolean debug;
}
