package io.globohub.controller.cli.command;

import picocli.CommandLine.Option;

/** What a pack is called where its descriptor does not say it, or says something else. */
final class PackIdentity {
    @Option(names = "--app", paramLabel = "APP", description = "Name of the app (the descriptor's).")
    String app;

    @Option(names = "--version", paramLabel = "VERSION", description = "Version of the pack (the descriptor's).")
    String version;
}
