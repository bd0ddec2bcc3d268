package io.globohub.controller.cli.shell;

import io.globohub.controller.cli.outcome.CommandFailed;
import io.globohub.controller.cli.output.Format;
import io.globohub.controller.cli.output.Result;
import java.util.List;
import picocli.CommandLine.Option;

/** How a command shows its list. */
public final class ListOutput extends OutputOptions {
    @Option(
            names = "--columns",
            paramLabel = "COLUMN",
            split = ",",
            description = "Only these columns, in this order, such as host,state.")
    List<String> columns;

    @Option(
            names = "--sort",
            paramLabel = "COLUMN",
            split = ",",
            description = "In the order of these columns; :desc turns one around, such as cpu:desc,host.")
    List<String> sorting;

    private final boolean hosts;

    private ListOutput(boolean hosts) {
        this.hosts = hosts;
    }

    public static ListOutput ofAnything() {
        return new ListOutput(false);
    }

    public static ListOutput ofHosts() {
        return new ListOutput(true);
    }

    @Override
    public void check() {
        super.check();
        if (columns != null && !format().isTabular()) {
            throw CommandFailed.usage(
                    "--columns chooses from a table, and -o " + format() + " has no columns",
                    format() == Format.TEMPLATE ? null : "-o template='{name}' chooses fields, -o csv has columns.");
        }
    }

    @Override
    public void checkFollowed() {
        super.checkFollowed();
        if (columns != null || sorting != null) {
            throw CommandFailed.usage(
                    "--columns and --sort arrange a whole list, and -f has no end",
                    "Leave -f out, or use -o template= to choose fields.");
        }
    }

    @Override
    boolean hasHosts() {
        return hosts;
    }

    @Override
    Result arranged(Result result) {
        return result.arranged(columns, sorting);
    }
}
