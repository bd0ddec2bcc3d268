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
    NAME,
    TEMPLATE,
    SSH_CONFIG;

    /** Whether it has rows and columns. */
    public boolean isTabular() {
        return this == TABLE || this == WIDE || this == CSV;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
