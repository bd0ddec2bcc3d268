package io.globohub.controller.cli.command;

import io.globohub.controller.cli.shell.Shell;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where records are kept; the address may hold a password, so it comes from a file or the environment. */
final class DatabaseOption {
    @Option(
            names = "--jdbc-url-file",
            paramLabel = "FILE",
            description = "File with a jdbc:postgresql: address (or $GLOBOHUB_JDBC_URL) instead of SQLite.")
    Path file;

    /** The address, or null for SQLite. */
    String url(Shell shell) {
        return file == null
                ? shell.outside().variable("GLOBOHUB_JDBC_URL")
                : shell.text(file).strip();
    }
}
