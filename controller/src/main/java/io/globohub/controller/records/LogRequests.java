package io.globohub.controller.records;

import io.globohub.common.protocol.LogChunk;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Logs that somebody waits for, and the chunks that have come. */
public interface LogRequests {
    Optional<LogRecord> byId(String id);

    /** Those that are not forgotten yet, ended ones included; oldest first. */
    List<LogRecord> all();

    void add(LogRecord request);

    /** Whoever waits for it, and the host's agent if it has other requests than before, is told. */
    void update(LogRecord request);

    /** Appends a chunk; of what is kept only the newest {@code mostCharacters} stay. */
    void append(String id, LogChunk chunk, long mostCharacters);

    /** The chunks after {@code seq}, in order, until they have {@code mostCharacters}; at least one if there is any. */
    List<LogChunk> chunks(String id, long seq, long mostCharacters);

    /** Forgets the lines of one request. */
    void clear(String id);

    /** Forgets what has expired, with its lines. */
    void forgetBefore(Instant instant);
}
