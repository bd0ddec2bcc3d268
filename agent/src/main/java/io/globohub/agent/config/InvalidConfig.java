package io.globohub.agent.config;

import java.nio.file.Path;
import java.util.List;

/** A configuration file that cannot be used, with everything that is wrong with it. */
public final class InvalidConfig extends IllegalArgumentException {
    private final transient Path file;
    private final List<String> errors;

    InvalidConfig(Path file, List<String> errors) {
        super(file + ": " + String.join("; ", errors));
        this.file = file;
        this.errors = List.copyOf(errors);
    }

    public Path file() {
        return file;
    }

    /** One sentence for each thing to correct, in the order of the file's keys. */
    public List<String> errors() {
        return errors;
    }
}
