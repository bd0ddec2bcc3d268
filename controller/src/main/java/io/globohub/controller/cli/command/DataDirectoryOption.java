package io.globohub.controller.cli.command;

import io.globohub.controller.cli.shell.Shell;
import java.nio.file.Path;

/** Where a controller keeps what it remembers, when nothing is said. */
final class DataDirectoryOption {
    private DataDirectoryOption() {}

    /** @param given the option, or null */
    static Path resolve(Path given, Shell shell) {
        if (given != null) {
            return shell.path(given);
        }
        String variable = shell.outside().variable("GLOBOHUB_DATA");
        if (variable != null) {
            return shell.path(Path.of(variable));
        }
        String base = shell.outside().variable("XDG_DATA_HOME");
        Path share = base == null ? shell.outside().home().resolve(".local/share") : Path.of(base);
        return share.resolve("globohub");
    }
}
