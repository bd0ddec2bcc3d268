package io.globohub.controller.store;

import org.jdbi.v3.core.Handle;

/**
 * The number under which one transaction writes last words, by which other controllers know what they have not read yet.
 * Confined to the writer's thread.
 */
final class SeenMark {
    private final Handle handle;
    private long value;

    SeenMark(Handle handle) {
        this.handle = handle;
    }

    long value() {
        if (value == 0) {
            value = handle.createQuery("SELECT coalesce(max(written), 0) + 1 FROM last_seen")
                    .mapTo(Long.class)
                    .one();
        }
        return value;
    }
}
