package io.globohub.agent.state;

import java.util.Optional;
import java.util.function.UnaryOperator;

/** The durable {@link AppRecord} of one app, changed step by step. Thread-safe; a change is durable when it returns. */
public final class AppMemory {
    private final StateFile<AppRecord> file;
    // read without the lock: whoever asks does not wait until a change is on the disk
    private volatile AppRecord record;

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
        }
        return record;
    }
}
