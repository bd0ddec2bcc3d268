package io.globohub.controller.cli.output;

import java.util.Locale;

/** How a result is shown. */
public enum Format {
    TABLE,
    WIDE,
    JSON,
    NDJSON,
    YAML,
    CSV,
    NAME;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
