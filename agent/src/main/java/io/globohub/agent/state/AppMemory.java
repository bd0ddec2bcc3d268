package io.globohub.agent.state;

import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The durable {@link AppRecord} of one app, changed step by step. Thread-safe; a change is durable when it returns. */
public final class AppMemory {
    private static final Logger LOG = LoggerFactory.getLogger(AppMemory.class);

    private final StateFile<AppRecord> file;
    // read without the lock: whoever asks does not wait until a change is on the disk
    private volatile AppRecord record;
    private boolean unwritten;

    /** {@code otherwise} is what is known when there is no readable record. */
    public AppMemory(StateFile<AppRecord> file, AppRecord otherwise) {
        this.file = file;
        Optional<AppRecord> stored = file.read();
        this.record = stored.orElse(otherwise);
    }

    public AppRecord get() {
        return record;
    }

    /** Replaces the record by what {@code change} makes of it; writes nothing when it stays the same. */
    public synchronized AppRecord change(UnaryOperator<AppRecord> change) {
        AppRecord next = change.apply(record);
        if (!next.equals(record)) {
            file.write(next);
            record = next;
            unwritten = false;
        }
        return record;
    }

    /**
     * The same for what must not wait for a disk, as keeping an app alive: in force when this returns, even if it could
     * not be written; the next change writes it too, and so does {@link #settle}.
     */
    public synchronized AppRecord note(UnaryOperator<AppRecord> change) {
        try {
            return change(change);
        } catch (UncheckedIOException e) {
            LOG.warn("{}: the record cannot be written now: {}", record.app(), e.getMessage());
            record = change.apply(record);
            unwritten = true;
            return record;
        }
    }

    /** Writes what could not be written before, if that is possible now. */
    public synchronized void settle() {
        if (unwritten) {
            try {
                file.write(record);
                unwritten = false;
            } catch (UncheckedIOException stillNot) {
                LOG.debug("{}: the record can still not be written", record.app(), stillNot);
            }
        }
    }
}
