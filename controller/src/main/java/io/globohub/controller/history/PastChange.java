package io.globohub.controller.history;

import com.fasterxml.jackson.databind.JsonNode;
import io.globohub.controller.records.PastFact.Facet;

/** What one entry of the ledger changes of what is so. */
public sealed interface PastChange {
    String hostId();

    /** From now on it is so; what was so before of the same facet and app is over. */
    record Becomes(String hostId, Facet facet, String app, JsonNode body) implements PastChange {}

    /** It is so no longer. */
    record Ends(String hostId, Facet facet, String app) implements PastChange {}

    /** Nothing is so of the host any more. */
    record Gone(String hostId) implements PastChange {}
}
