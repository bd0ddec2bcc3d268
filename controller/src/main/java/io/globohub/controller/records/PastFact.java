package io.globohub.controller.records;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One thing that was so of a host for a while.
 *
 * @param app empty when it is about the host itself
 * @param seq the ledger entry that made it so
 * @param body see {@link Facet}
 */
public record PastFact(String hostId, Facet facet, String app, long seq, JsonNode body) {

    /** What of a host can be told of the past; each is one row in the table {@code past}. */
    public enum Facet {
        /** It was enrolled: {@code name}. */
        HOST,
        /** Its labels, by key. */
        LABELS,
        /** It was lost: empty. */
        LOST,
        /** It was held by an operator, as {@link io.globohub.common.state.Hold}. */
        HOLD,
        /** What was assigned: {@code goal}, {@code manifest_id}, {@code generation}, {@code actor}. */
        DESIRED,
        /** What was there, as the host reported it: {@code installed}, {@code running}, either may be absent. */
        ACTUAL
    }
}
