package io.globohub.common.protocol;

import io.globohub.common.manifest.AppName;

/**
 * A log that somebody waits for, as the host's agent finds it beside its desired state.
 *
 * @param lines how many of the last lines
 * @param follow whether to go on with later ones until the request is gone
 * @param seq number of the last {@link LogChunk} that has arrived; 0 before the first
 * @param cursor of that chunk, so that an agent that was restarted goes on where it was; null before the first
 */
public record LogRequest(String id, AppName app, LogSource source, int lines, boolean follow, long seq, String cursor) {
    public LogRequest {
        if (id == null || id.isBlank() || app == null || source == null || lines < 0) {
            throw new IllegalArgumentException("a log request needs id, app, source and a number of lines");
        }
    }
}
