package io.globohub.agent.uplink;

import io.globohub.common.disk.DurableFiles;
import io.globohub.common.json.Json;
import io.globohub.common.state.DesiredState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last desired state, on disk before anybody acts on it. Thread-safe.
 *
 * <p>A state that cannot be read is unknown, which is not the same as empty: nothing is stopped because of it. The entity
 * tag is not stored: a newer agent asks anew, since it may understand more of the same state.
 *
 * <p>A state ends some time after a controller last said that it is still the one. An ended state stops and changes
 * nothing; it only begins nothing new, so that a copy of old traffic cannot bring back what was wished long ago.
 */
public final class DesiredStore {
    private static final Logger LOG = LoggerFactory.getLogger(DesiredStore.class);
    private static final int SCHEMA = 1;

    private final Path file;
    private final String hostId;
    private final DurableFiles files;
    private final Clock clock;
    private final HighestGeneration highest;
    private TaggedState current;
    private Instant validUntil;
    private Instant storedUntil;

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

    /** @param validUntil null in a file of an earlier agent: as the state itself says */
    private record Stored(int schema, DesiredState state, Instant validUntil) {}

    public DesiredStore(Path file, String hostId, DurableFiles files, Clock clock) {
        this.file = file;
        this.hostId = hostId;
        this.files = files;
        this.clock = clock;
        this.highest = new HighestGeneration(file.resolveSibling("desired.generation.json"), hostId, files, clock);
    }

    /** Reads the file; to be called once, before the first {@link #accept}. */
    public synchronized Loaded load() {
        highest.load();
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
            validUntil = stored.validUntil() == null ? stored.state().expiresAt() : stored.validUntil();
            storedUntil = validUntil;
            return new Loaded.Known(stored.state());
        } catch (IllegalArgumentException e) {
            return unknown("is not readable: " + e.getMessage());
        } catch (IOException e) {
            return new Loaded.Unknown("the stored desired state " + file + " cannot be read: " + e);
        }
    }

    /** Stores a received state, unless it is not for this host, has ended, or is older than one accepted before. */
    public synchronized Verdict accept(TaggedState received) {
        DesiredState state = received.state();
        if (!state.hostId().equals(hostId)) {
            return new Verdict.Rejected(
                    "the controller sent the desired state of host " + state.hostId() + ", and this is " + hostId);
        }
        long known =
                Math.max(highest.value(), current == null ? -1 : current.state().generation());
        if (state.generation() < known) {
            return new Verdict.Rejected("the controller sent generation " + state.generation() + ", older than "
                    + known
                    + " which this host has: an old state replayed, or a controller restored from an old backup");
        }
        if (state.expiresAt() != null && state.expiresAt().isBefore(clock.instant())) {
            return new Verdict.Rejected("the controller sent a state that ended " + state.expiresAt()
                    + ": an old one replayed, or this host's clock is wrong");
        }
        if (current != null && isTheSameWish(state, current.state())) {
            current = new TaggedState(current.state(), received.etag());
            confirmed();
            return new Verdict.Unchanged();
        }
        try {
            highest.raiseTo(state.generation());
            files.write(file, Json.writeBytes(new Stored(SCHEMA, state, null)));
        } catch (IOException e) {
            return new Verdict.Rejected("the desired state cannot be stored in " + file + ": " + e);
        }
        current = received;
        validUntil = state.expiresAt();
        storedUntil = validUntil;
        return new Verdict.Accepted(state);
    }

    /** Sent again because of something beside it: a log that people wait for, a lost answer. */
    private static boolean isTheSameWish(DesiredState state, DesiredState known) {
        return state.generation() == known.generation() && state.assignments().equals(known.assignments());
    }

    /** A controller has said that the state at hand is still the one: its time begins anew. */
    public synchronized void confirmed() {
        if (current == null || current.state().expiresAt() == null) {
            return;
        }
        DesiredState state = current.state();
        Duration life = Duration.between(state.issuedAt(), state.expiresAt());
        validUntil = clock.instant().plus(life);
        if (storedUntil == null || storedUntil.isBefore(clock.instant().plus(life.dividedBy(2)))) {
            try {
                files.write(file, Json.writeBytes(new Stored(SCHEMA, state, validUntil)));
                storedUntil = validUntil;
            } catch (IOException e) {
                LOG.warn("that the desired state is still valid cannot be stored in {}: {}", file, e.toString());
            }
        }
    }

    /** Whether something new may be begun for this state; what runs, runs on in any case. */
    public synchronized boolean isValid() {
        return validUntil == null || clock.instant().isBefore(validUntil);
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
