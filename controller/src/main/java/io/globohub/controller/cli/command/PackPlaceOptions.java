package io.globohub.controller.cli.command;

import io.globohub.controller.cli.shell.Shell;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the content of packs is kept; credentials come from a file or the environment, never from the command line. */
final class PackPlaceOptions {
    @Option(
            names = "--packs",
            paramLabel = "PLACE",
            description =
                    "Where packs are kept: 'directory' (default with SQLite), 'database' (default with PostgreSQL),"
                            + " or the address of a repository that takes PUT and GET, such as a Nexus raw repository.")
    String place;

    @Option(
            names = "--packs-credentials-file",
            paramLabel = "FILE",
            description = "File with user:password for that repository (or $GLOBOHUB_PACKS_CREDENTIALS).")
    Path credentialsFile;

    @Option(
            names = "--packs-ca-file",
            paramLabel = "FILE",
            description = "PEM file of the certificates to trust at that repository, instead of the system's.")
    Path authorities;

    String credentials(Shell shell) {
        return credentialsFile == null
                ? shell.outside().variable("GLOBOHUB_PACKS_CREDENTIALS")
                : shell.text(credentialsFile).strip();
    }

    Path authorities(Shell shell) {
        return authorities == null ? null : shell.path(authorities);
    }
}
