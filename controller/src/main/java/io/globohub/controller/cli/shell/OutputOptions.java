package io.globohub.controller.cli.shell;

import io.globohub.controller.cli.output.Format;
import picocli.CommandLine.Option;

/** How a command shows its result. */
public final class OutputOptions {
    @Option(
            names = {"-o", "--output", "--format"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
    Format format;

    @Option(names = "--no-headers", description = "Leave out the titles of columns.")
    boolean noHeaders;

    public Format format() {
        return format;
    }
}
