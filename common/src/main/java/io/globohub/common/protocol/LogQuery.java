package io.globohub.common.protocol;

/**
 * Asks for the end of an app's log on one host.
 *
 * @param source null is {@link LogSource#ERROR}
 * @param lines how many of the last lines, 0 to {@link #MOST_LINES}; null is {@link #USUAL_LINES}
 * @param follow whether later lines are wanted, too; null is no
 */
public record LogQuery(LogSource source, Integer lines, Boolean follow) {
    public static final int USUAL_LINES = 100;
    public static final int MOST_LINES = 10_000;

    public LogQuery {
        if (lines != null && (lines < 0 || lines > MOST_LINES)) {
            throw new IllegalArgumentException("lines must be a number from 0 to " + MOST_LINES);
        }
    }
}
