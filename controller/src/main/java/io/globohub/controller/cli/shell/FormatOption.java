package io.globohub.controller.cli.shell;

import io.globohub.controller.cli.output.Shape;
import picocli.CommandLine.Option;

/** How a command shows its result whose {@code -o} is a file it writes. */
public final class FormatOption {
    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            converter = OutputOptions.Reader.class,
            completionCandidates = OutputOptions.Words.class,
            description = "${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
    Shape shape;
}
