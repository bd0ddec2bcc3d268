package io.globohub.controller.records;

import io.globohub.common.protocol.EventView;
import java.util.List;

/** The append-only history; nothing in it is ever changed or removed. */
public interface Ledger {
    /** Appends with the next number and the hash that chains it to the one before. */
    EventView append(NewEvent event);

    /** Entries after {@code filter.after()}, in order. */
    List<EventView> page(EventFilter filter);

    /** The number of the newest entry, 0 when there is none. */
    long lastSeq();
}
