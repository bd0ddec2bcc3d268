package io.globohub.agent.uplink;

import io.globohub.common.disk.DurableFiles;
import io.globohub.common.json.Json;
import io.globohub.common.state.DesiredState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * The last desired state, on disk before anybody acts on it. Thread-safe.
 *
 * <p>A state that cannot be read is unknown, which is not the same as empty: nothing is stopped because of it. The entity
 * tag is not stored: a newer agent asks anew, since it may understand more of the same state.
 */
public final class DesiredStore {
    private static final int SCHEMA = 1;

    private final Path file;
    private final String hostId;
    private final DurableFiles files;
    private final Clock clock;
    private TaggedState current;

    /** What there was to read. */
    public sealed interface Loaded {
        record Known(DesiredState state) implements Loaded {}

        /** This host never got one. */
        record None() implements Loaded {}

        /** There was one, and it is put aside: what runs must go on. */
        record Unknown(String detail) implements Loaded {}
    }

    /** Whether a received state may be acted upon. */
    public sealed interface Verdict {
        record Accepted(DesiredState state) implements Verdict {}

        /** The one at hand, once more. */
        record Unchanged() implements Verdict {}

        record Rejected(String detail) implements Verdict {}
    }

    private record Stored(int schema, DesiredState state) {}

    public DesiredStore(Path file, String hostId, DurableFiles files, Clock clock) {
        this.file = file;
        this.hostId = hostId;
        this.files = files;
        this.clock = clock;
    }

    /** Reads the file; to be called once, before the first {@link #accept}. */
    public synchronized Loaded load() {
        try {
            Optional<byte[]> bytes = files.read(file);
            if (bytes.isEmpty()) {
                return new Loaded.None();
            }
            Stored stored = Json.readTolerant(bytes.get(), Stored.class);
            if (stored == null || stored.schema() != SCHEMA || stored.state() == null) {
                return unknown("is not of schema " + SCHEMA);
            }
            if (!stored.state().hostId().equals(hostId)) {
                return unknown("is of host " + stored.state().hostId() + ", and this is " + hostId);
            }
            current = new TaggedState(stored.state(), null);
            return new Loaded.Known(stored.state());
        } catch (IllegalArgumentException e) {
            return unknown("is not readable: " + e.getMessage());
        } catch (IOException e) {
            return new Loaded.Unknown("the stored desired state " + file + " cannot be read: " + e);
        }
    }

    /** Stores a received state, unless it is not for this host or older than the one at hand. */
    public synchronized Verdict accept(TaggedState received) {
        DesiredState state = received.state();
        if (!state.hostId().equals(hostId)) {
            return new Verdict.Rejected(
                    "the controller sent the desired state of host " + state.hostId() + ", and this is " + hostId);
        }
        if (current != null && state.generation() < current.state().generation()) {
            return new Verdict.Rejected("the controller sent generation " + state.generation() + ", older than "
                    + current.state().generation()
                    + " which this host has: an old state replayed, or a controller restored from an old backup");
        }
        if (current != null && state.equals(current.state())) {
            current = received;
            return new Verdict.Unchanged();
        }
        try {
            files.write(file, Json.writeBytes(new Stored(SCHEMA, state)));
        } catch (IOException e) {
            return new Verdict.Rejected("the desired state cannot be stored in " + file + ": " + e);
        }
        current = received;
        return new Verdict.Accepted(state);
    }

    /** Entity tag of the state at hand as received since the start, or null. */
    public synchronized String etag() {
        return current == null ? null : current.etag();
    }

    private Loaded unknown(String why) {
        String aside;
        try {
            aside = "put aside as " + files.quarantine(file, clock).getFileName();
        } catch (IOException e) {
            aside = "not even to be put aside (" + e + ")";
        }
        return new Loaded.Unknown("the stored desired state " + file + " " + why + "; " + aside);
    }
}
