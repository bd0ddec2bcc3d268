package io.globohub.agent.uplink;

import io.globohub.common.disk.DurableFiles;
import io.globohub.common.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The highest generation of a desired state that this host has accepted, in a file of its own: when the state itself
 * cannot be read, an old one replayed is still recognised. Not thread-safe.
 */
final class HighestGeneration {
    private static final Logger LOG = LoggerFactory.getLogger(HighestGeneration.class);
    private static final int SCHEMA = 1;

    private final Path file;
    private final String hostId;
    private final DurableFiles files;
    private final Clock clock;
    private long value = -1;

    private record Stored(int schema, String hostId, long generation) {}

    HighestGeneration(Path file, String hostId, DurableFiles files, Clock clock) {
        this.file = file;
        this.hostId = hostId;
        this.files = files;
        this.clock = clock;
    }

    /** -1 when there was none, or none of this identity. */
    long value() {
        return value;
    }

    void load() {
        try {
            Optional<byte[]> bytes = files.read(file);
            if (bytes.isPresent()) {
                Stored stored = Json.readTolerant(bytes.get(), Stored.class);
                if (stored == null || stored.schema() != SCHEMA) {
                    throw new IllegalArgumentException("it is not of schema " + SCHEMA);
                }
                value = hostId.equals(stored.hostId()) ? stored.generation() : -1;
            }
        } catch (IllegalArgumentException e) {
            putAside(e);
        } catch (IOException e) {
            LOG.warn("{} cannot be read: {}", file, e.toString());
        }
    }

    private void putAside(IllegalArgumentException why) {
        try {
            LOG.warn("{} is not readable ({}), put aside as {}", file, why.getMessage(), files.quarantine(file, clock));
        } catch (IOException e) {
            LOG.warn("{} is not readable, and cannot be put aside: {}", file, e.toString());
        }
    }

    /** Durable when this returns. */
    void raiseTo(long generation) throws IOException {
        if (generation > value) {
            files.write(file, Json.writeBytes(new Stored(SCHEMA, hostId, generation)));
            value = generation;
        }
    }
}
