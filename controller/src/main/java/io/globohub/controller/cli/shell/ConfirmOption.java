package io.globohub.controller.cli.shell;

import picocli.CommandLine.Option;

/** Answers the question before a change. */
public final class ConfirmOption {
    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    boolean yes;
}
