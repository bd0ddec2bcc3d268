package io.globohub.agent.exec;

import java.util.List;

/**
 * How a command ended.
 *
 * @param exitCode as the program gave it, 128 + n when signal n killed it; meaningless unless it {@code EXITED}
 * @param lastLines of its output and errors together, oldest first, bounded
 */
public record CommandResult(Ending ending, int exitCode, List<String> lastLines) {
    /** Whether the program had its say. */
    public enum Ending {
        EXITED,
        /** It was killed at its deadline. */
        DEADLINE,
        /** There is no such program, or it may not be run. */
        NOT_STARTED
    }

    public CommandResult {
        lastLines = List.copyOf(lastLines);
    }

    public boolean succeeded() {
        return ending == Ending.EXITED && exitCode == 0;
    }

    /** The last line that says something, or an empty text. */
    public String lastLine() {
        return lastLines.isEmpty() ? "" : lastLines.get(lastLines.size() - 1);
    }
}
