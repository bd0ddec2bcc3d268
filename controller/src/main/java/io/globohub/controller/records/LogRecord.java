package io.globohub.controller.records;

import io.globohub.common.manifest.AppName;
import io.globohub.common.protocol.LogChunk;
import io.globohub.common.protocol.LogRequest;
import io.globohub.common.protocol.LogSource;
import io.globohub.common.state.Failure;
import java.time.Instant;

/**
 * Somebody's request for a log.
 *
 * @param expiresAt when nobody waits any more
 * @param seq number of the last chunk that has arrived, 0 before the first
 * @param cursor of that chunk, or null
 * @param ended whether no more is wanted, or no more can come
 * @param failure why no lines come, or null
 */
public record LogRecord(
        String id,
        String hostId,
        String host,
        AppName app,
        LogSource source,
        int lines,
        boolean follow,
        String actor,
        Instant createdAt,
        Instant expiresAt,
        long seq,
        String cursor,
        boolean ended,
        Failure failure) {

    /** Whether the host's agent should send (more of) it. */
    public boolean isOpen(Instant now) {
        return !ended && now.isBefore(expiresAt);
    }

    /** As the agent hears of it. */
    public LogRequest request() {
        return new LogRequest(id, app, source, lines, follow, seq, cursor);
    }

    public LogRecord until(Instant later) {
        return new LogRecord(
                id, hostId, host, app, source, lines, follow, actor, createdAt, later, seq, cursor, ended, failure);
    }

    public LogRecord with(LogChunk chunk) {
        return new LogRecord(
                id,
                hostId,
                host,
                app,
                source,
                lines,
                follow,
                actor,
                createdAt,
                expiresAt,
                chunk.seq(),
                chunk.cursor(),
                chunk.last(),
                chunk.failure());
    }

    public LogRecord over() {
        return new LogRecord(
                id, hostId, host, app, source, lines, follow, actor, createdAt, expiresAt, seq, cursor, true, failure);
    }
}
