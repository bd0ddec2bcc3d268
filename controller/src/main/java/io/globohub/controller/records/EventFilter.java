package io.globohub.controller.records;

import java.time.Instant;

/**
 * Which entries of the ledger; what is null does not matter.
 *
 * @param newestFirst the last {@code limit} entries instead of the first ones, still in order of their number
 * @param host id or name
 */
public record EventFilter(
        long after,
        int limit,
        boolean newestFirst,
        String kind,
        String host,
        String app,
        String rollout,
        String actor,
        Instant since) {

    /** The same, after {@code seq}. */
    public EventFilter from(long seq) {
        return new EventFilter(seq, limit, newestFirst, kind, host, app, rollout, actor, since);
    }

    /** Everything after {@code seq}. */
    public static EventFilter after(long seq, int limit) {
        return new EventFilter(seq, limit, false, null, null, null, null, null, null);
    }
}
