package io.globohub.controller;

import io.globohub.controller.fleet.MetricHistory;
import io.globohub.controller.records.Records;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Forgets what has had its time, so that the store stays flat; the ledger is kept for ever. */
final class Retention {
    private static final Duration ANSWERS_KEPT = Duration.ofHours(24);

    private final Records records;
    private final Clock clock;

    Retention(Records records, Clock clock) {
        this.records = records;
        this.clock = clock;
    }

    /** Once is enough for all controllers of a database. */
    void forget() {
        if (!records.leads()) {
            return;
        }
        Instant now = clock.instant();
        records.write(session -> {
            session.answers().forgetBefore(now.minus(ANSWERS_KEPT));
            session.logRequests().forgetBefore(now);
            session.metricHours().forgetBefore(MetricHistory.hourOf(now.minus(MetricHistory.KEPT)));
            return null;
        });
    }
}
