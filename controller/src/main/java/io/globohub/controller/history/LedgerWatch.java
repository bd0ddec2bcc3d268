package io.globohub.controller.history;

import io.globohub.common.protocol.LedgerCheck;
import io.globohub.controller.records.Records;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the ledger against its chain, a stretch at each look: first all of it, then what is added, and once a day all of
 * it anew, since somebody may change what was right yesterday. Of several controllers the leader does. For one thread to
 * look; what was found may be asked on any.
 */
public final class LedgerWatch {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerWatch.class);
    /** Some hundredths of a second of work: whoever looks has other things to watch, too. */
    private static final int AT_ONCE = 2_000;

    private static final Duration ANEW = Duration.ofDays(1);

    private final Records records;
    private final LedgerVerifier verifier;
    private final Clock clock;
    private long after;
    private Instant begunAt;
    private volatile boolean intact = true;

    public LedgerWatch(Records records, Clock clock) {
        this.records = records;
        this.verifier = new LedgerVerifier(records);
        this.clock = clock;
        this.begunAt = clock.instant();
    }

    /** False from when a fault was found until a reading of the whole ledger finds none. */
    public boolean isIntact() {
        return intact;
    }

    /** Checks the next stretch. */
    public void look() {
        if (!records.leads()) {
            return;
        }
        if (after > 0 && Duration.between(begunAt, clock.instant()).compareTo(ANEW) >= 0) {
            begin();
        }
        LedgerCheck check = verifier.check(after, AT_ONCE);
        if (check.firstBrokenSeq() != null) {
            if (intact) {
                LOG.error("the ledger is broken at entry {}: {}", check.firstBrokenSeq(), check.detail());
            }
            intact = false;
            begin();
            return;
        }
        after = check.checkedTo();
        // a repaired one counts only once nothing of it is left unread
        intact = intact || check.nextAfter() == null;
    }

    private void begin() {
        after = 0;
        begunAt = clock.instant();
    }
}
