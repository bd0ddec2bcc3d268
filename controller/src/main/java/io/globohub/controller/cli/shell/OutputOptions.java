package io.globohub.controller.cli.shell;

import io.globohub.controller.cli.output.Format;
import java.util.List;
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

    @Option(
            names = "--columns",
            paramLabel = "COLUMN",
            split = ",",
            description = "Only these columns of a list, in this order, such as host,state.")
    List<String> columns;

    public Format format() {
        return format;
    }
}
