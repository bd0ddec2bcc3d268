package io.globohub.controller.store;

import io.globohub.common.json.Json;
import io.globohub.common.protocol.LogChunk;
import io.globohub.controller.records.LogRecord;
import io.globohub.controller.records.LogRequests;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

record SqlLogRequests(Handle handle, ChangeNotes notes) implements LogRequests {
    private static final int AT_ONCE = 200;
    private static final int MOST_CHUNKS = 1000;

    @Override
    public Optional<LogRecord> byId(String id) {
        return handle.createQuery("SELECT body FROM log_request WHERE id = ?")
                .bind(0, id)
                .map((row, context) -> Json.readTolerant(row.getString("body"), LogRecord.class))
                .findOne();
    }

    @Override
    public List<LogRecord> all() {
        return handle.createQuery("SELECT body FROM log_request ORDER BY id")
                .map((row, context) -> Json.readTolerant(row.getString("body"), LogRecord.class))
                .list();
    }

    @Override
    public void add(LogRecord request) {
        handle.createUpdate("INSERT INTO log_request (id, expires_at, body) VALUES (:id, :expires, :body)")
                .bind("id", request.id())
                .bind("expires", Columns.millis(request.expiresAt()))
                .bind("body", Json.write(request))
                .execute();
        notes.log(request.id());
        notes.log(request.hostId());
    }

    @Override
    public void update(LogRecord request) {
        handle.createUpdate("UPDATE log_request SET expires_at = :expires, body = :body WHERE id = :id")
                .bind("id", request.id())
                .bind("expires", Columns.millis(request.expiresAt()))
                .bind("body", Json.write(request))
                .execute();
        notes.log(request.id());
        if (request.ended()) {
            notes.log(request.hostId());
        }
    }

    @Override
    public void append(String id, LogChunk chunk, long mostCharacters) {
        handle.createUpdate("INSERT INTO log_chunk (request_id, seq, characters, body)"
                        + " VALUES (:request, :seq, :characters, :body)")
                .bind("request", id)
                .bind("seq", chunk.seq())
                .bind("characters", characters(chunk))
                .bind("body", Json.write(chunk))
                .execute();
        handle.createUpdate("DELETE FROM log_chunk WHERE request_id = :request AND seq < :seq AND (seq <= :oldest"
                        + " OR seq IN (SELECT seq FROM (SELECT seq, sum(characters) OVER (ORDER BY seq DESC) AS total"
                        + " FROM log_chunk WHERE request_id = :request) AS sums WHERE total > :most))")
                .bind("request", id)
                .bind("seq", chunk.seq())
                .bind("oldest", chunk.seq() - MOST_CHUNKS)
                .bind("most", mostCharacters)
                .execute();
        notes.log(id);
    }

    private static long characters(LogChunk chunk) {
        return chunk.lines().stream().mapToLong(line -> line.length() + 1L).sum();
    }

    @Override
    public List<LogChunk> chunks(String id, long seq, long mostCharacters) {
        List<LogChunk> chunks = new ArrayList<>();
        long characters = 0;
        for (LogChunk chunk : handle.createQuery("SELECT body FROM log_chunk WHERE request_id = :request AND seq > :seq"
                        + " ORDER BY seq LIMIT :limit")
                .bind("request", id)
                .bind("seq", seq)
                .bind("limit", AT_ONCE)
                .map((row, context) -> Json.readTolerant(row.getString("body"), LogChunk.class))
                .list()) {
            characters += characters(chunk);
            if (!chunks.isEmpty() && characters > mostCharacters) {
                break;
            }
            chunks.add(chunk);
        }
        return chunks;
    }

    @Override
    public void clear(String id) {
        handle.execute("DELETE FROM log_chunk WHERE request_id = ?", id);
    }

    @Override
    public void forgetBefore(Instant instant) {
        handle.createUpdate("DELETE FROM log_chunk WHERE request_id IN"
                        + " (SELECT id FROM log_request WHERE expires_at < :instant)")
                .bind("instant", Columns.millis(instant))
                .execute();
        handle.createUpdate("DELETE FROM log_request WHERE expires_at < :instant")
                .bind("instant", Columns.millis(instant))
                .execute();
    }
}
