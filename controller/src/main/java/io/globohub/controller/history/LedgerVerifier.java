package io.globohub.controller.history;

import io.globohub.common.json.MalformedJson;
import io.globohub.common.protocol.EventView;
import io.globohub.common.protocol.LedgerCheck;
import io.globohub.controller.records.EventFilter;
import io.globohub.controller.records.Records;
import java.util.List;

/**
 * Checks the ledger against its own chain, some entries at a time, so that neither memory nor a reader of the store is
 * held for long however long the ledger is. Thread-safe.
 */
public final class LedgerVerifier {
    /** Entries that one call checks. */
    static final int STRETCH = 20_000;

    private static final int PAGE = 500;

    private final Records records;

    public LedgerVerifier(Records records) {
        this.records = records;
    }

    /** Checks the stretch of entries after {@code after}; what comes next is in {@code nextAfter}. */
    public LedgerCheck check(long after) {
        return check(after, STRETCH);
    }

    /** Checks {@code most} entries at most. */
    LedgerCheck check(long after, int most) {
        long seq = after;
        String hash = HashChain.START;
        if (after > 0) {
            List<EventView> before = page(after - 1, 1);
            if (before.isEmpty() || before.get(0).seq() != after) {
                return broken(after, after - 1, after, "entry " + after + " is missing");
            }
            hash = before.get(0).hash();
        }
        long last = records.read(session -> session.ledger().lastSeq());
        long end = Math.min(last, after + most);
        while (seq < end) {
            List<EventView> entries;
            try {
                entries = page(seq, (int) Math.min(PAGE, end - seq));
            } catch (MalformedJson unreadable) {
                return oneByOne(after, seq, hash, end);
            }
            for (EventView entry : entries) {
                String fault = fault(hash, seq, entry);
                if (fault != null) {
                    return broken(after, seq, seq + 1, fault);
                }
                hash = entry.hash();
                seq = entry.seq();
            }
            if (entries.isEmpty()) {
                return broken(after, seq, seq + 1, "entry " + (seq + 1) + " is missing, though there were " + last);
            }
        }
        return new LedgerCheck(after + 1, seq, last, null, null, seq == 0 ? null : hash, seq < last ? seq : null);
    }

    /** One entry of a page cannot even be read: which? */
    private LedgerCheck oneByOne(long after, long from, String hashBefore, long end) {
        long seq = from;
        String hash = hashBefore;
        while (seq < end) {
            try {
                List<EventView> entry = page(seq, 1);
                String fault = entry.isEmpty() ? "is missing" : fault(hash, seq, entry.get(0));
                if (fault != null) {
                    return broken(after, seq, seq + 1, fault);
                }
                hash = entry.get(0).hash();
                seq++;
            } catch (MalformedJson unreadable) {
                return broken(after, seq, seq + 1, "entry " + (seq + 1) + " cannot be read");
            }
        }
        return check(after);
    }

    private static String fault(String hash, long seq, EventView entry) {
        if (entry.seq() != seq + 1) {
            return "entry " + (seq + 1) + " is missing: entry " + entry.seq() + " follows entry " + seq;
        }
        return HashChain.link(hash, entry).hash().equals(entry.hash())
                ? null
                : "entry " + entry.seq() + " is not what was written, or what came before it is not";
    }

    private LedgerCheck broken(long after, long good, long firstBroken, String why) {
        long last = records.read(session -> session.ledger().lastSeq());
        return new LedgerCheck(after + 1, good, last, firstBroken, why, null, null);
    }

    private List<EventView> page(long after, int limit) {
        return records.read(session -> session.ledger().page(EventFilter.after(after, limit)));
    }
}
