package io.globohub.controller.records;

import java.time.Instant;
import java.util.List;

/** What was so at any earlier moment. It is made from the ledger, in the same commits, and never says more than it. */
public interface Past {
    /** All that was so of all hosts just after everything the ledger has at or before {@code when}. */
    List<PastFact> at(Instant when);

    /** Takes in entries that were written before there was such a table; says how many, 0 when there are none left. */
    int catchUp(int atMost);
}
