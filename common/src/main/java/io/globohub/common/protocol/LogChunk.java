package io.globohub.common.protocol;

import io.globohub.common.state.Failure;
import java.util.List;

/**
 * Some lines of a log on their way to whoever asked for them, already without what the host keeps to itself.
 *
 * @param seq grows by one with every chunk of a request, from 1: one that is sent again is taken once
 * @param skipped whether lines before these were left out, because there were more than can be sent
 * @param cursor where the next chunk begins; only the agent knows how to read it
 * @param last whether no other follows
 * @param failure why there are no lines, or null
 */
public record LogChunk(long seq, List<String> lines, boolean skipped, String cursor, boolean last, Failure failure) {
    /** Characters of all lines of one chunk. */
    public static final int MOST_CHARACTERS = 1_000_000;

    private static final int LONGEST_CURSOR = 500;

    public LogChunk {
        lines = List.copyOf(lines == null ? List.of() : lines);
        if (seq < 1) {
            throw new IllegalArgumentException("chunks of a log are numbered from 1");
        }
        if (cursor != null && cursor.length() > LONGEST_CURSOR) {
            throw new IllegalArgumentException("a cursor has at most " + LONGEST_CURSOR + " characters");
        }
    }
}
