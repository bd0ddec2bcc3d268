package io.globohub.controller.records;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where changes come in and go out to all listeners, on the thread of whoever publishes. Thread-safe. */
public final class ChangeHub implements ChangeFeed {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeHub.class);

    private final List<Entry> entries = new CopyOnWriteArrayList<>();

    /** Equal only to itself, so that one listener may subscribe twice. */
    private static final class Entry {
        private final Consumer<Changes> listener;

        Entry(Consumer<Changes> listener) {
            this.listener = listener;
        }
    }

    @Override
    public Subscription subscribe(Consumer<Changes> listener) {
        Entry entry = new Entry(listener);
        entries.add(entry);
        return () -> entries.remove(entry);
    }

    /** Tells every listener; one that fails does not keep it from the others. */
    public void publish(Changes changes) {
        if (changes.isEmpty()) {
            return;
        }
        for (Entry entry : entries) {
            try {
                entry.listener.accept(changes);
            } catch (RuntimeException e) {
                LOG.error("a listener failed at changes", e);
            }
        }
    }
}
