package io.globohub.agent.logs;

import java.util.List;

/**
 * Some lines of a log, as they were written.
 *
 * @param skipped whether lines before them were left out
 */
record LogLines(List<String> lines, boolean skipped) {
    static final LogLines NONE = new LogLines(List.of(), false);

    LogLines {
        lines = List.copyOf(lines);
    }

    /** Whether there is nothing to tell. */
    boolean isEmpty() {
        return lines.isEmpty() && !skipped;
    }
}
