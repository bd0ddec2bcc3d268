package io.globohub.agent.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.globohub.common.disk.DurableFiles;
import io.globohub.common.json.Json;
import io.globohub.common.json.MalformedJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One value in one file, as {@code {"schema": n, "value": …}}. What cannot be read is put aside and reported, never
 * deleted and never taken for "nothing". One thread at a time for one file.
 */
public final class StateFile<T> {
    private static final int SCHEMA = 1;

    private final Path file;
    private final Class<T> type;
    private final DurableFiles files;
    private final Clock clock;
    private final Consumer<Path> quarantined;

    /** {@code quarantined} is told where an unreadable file was put. */
    public StateFile(Path file, Class<T> type, DurableFiles files, Clock clock, Consumer<Path> quarantined) {
        this.file = file;
        this.type = type;
        this.files = files;
        this.clock = clock;
        this.quarantined = quarantined;
    }

    private record Envelope(int schema, JsonNode value) {}

    /** The value, or empty when there is none or it had to be put aside. */
    public Optional<T> read() {
        try {
            Optional<byte[]> bytes = files.read(file);
            return bytes.isEmpty() ? Optional.empty() : parse(bytes.get());
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    private Optional<T> parse(byte[] bytes) throws IOException {
        try {
            Envelope envelope = Json.readTolerant(bytes, Envelope.class);
            if (envelope != null && envelope.schema() == SCHEMA && envelope.value() != null) {
                return Optional.of(
                        Json.readTolerant(envelope.value().toString().getBytes(StandardCharsets.UTF_8), type));
            }
        } catch (MalformedJson unreadable) {
            // put aside below, like one of another schema
        }
        quarantined.accept(files.quarantine(file, clock));
        return Optional.empty();
    }

    /** Replaces the value; durable when this returns. */
    public void write(T value) {
        try {
            files.write(file, Json.writeBytes(new Envelope(SCHEMA, Json.toTree(value))));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    /** Removes the value. */
    public void clear() {
        try {
            files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be removed", e);
        }
    }
}
