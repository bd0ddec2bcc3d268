package io.globohub.common.protocol;

import io.globohub.common.manifest.AppName;
import io.globohub.common.state.Failure;
import java.time.Instant;
import java.util.List;

/**
 * A request for a log, and what has come of it.
 *
 * @param expiresAt when it is forgotten; reading puts that off while it is followed
 * @param freshness of the host
 * @param lastSeenAt when the host was last heard of, or null for never
 * @param position to be given as {@code after} with the next look, for what comes after {@code lines}
 * @param skipped whether lines before these are missing: there were more than is kept, or than can be sent
 * @param lines those after the {@code after} that was asked for, as they were written; they may hold any character
 * @param failure why no lines come, or null
 */
public record LogView(
        String id,
        String hostId,
        String host,
        AppName app,
        LogSource source,
        boolean follow,
        State state,
        Instant createdAt,
        String createdBy,
        Instant expiresAt,
        Freshness freshness,
        Instant lastSeenAt,
        long position,
        boolean skipped,
        List<String> lines,
        Failure failure) {
    /** How far a request is. */
    public enum State {
        /** The agent has not answered yet. */
        WAITING,
        /** Lines have come, more may. */
        OPEN,
        /** Nothing more comes after these. */
        ENDED
    }

    public LogView {
        lines = List.copyOf(lines == null ? List.of() : lines);
    }
}
