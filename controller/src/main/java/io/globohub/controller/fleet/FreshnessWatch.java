package io.globohub.controller.fleet;

import io.globohub.common.event.EventKind;
import io.globohub.common.protocol.Freshness;
import io.globohub.common.state.Reason;
import io.globohub.controller.records.HostRecord;
import io.globohub.controller.records.NewEvent;
import io.globohub.controller.records.Records;
import io.globohub.controller.records.Session;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Notes in the ledger, once each, that a host was lost and that it came back. */
public final class FreshnessWatch {
    private final Records records;
    private final FleetReader fleet;
    private final Clock clock;
    private final Instant trustedFrom;

    /**
     * Watches from {@code trustedFrom} on.
     *
     * @param trustedFrom before this instant a silent host says nothing: the controller itself was away
     */
    public FreshnessWatch(Records records, FleetReader fleet, Clock clock, Instant trustedFrom) {
        this.records = records;
        this.fleet = fleet;
        this.clock = clock;
        this.trustedFrom = trustedFrom;
    }

    /** Looks at every host once, if it is this controller that watches. */
    public void look() {
        if (!records.leads()) {
            return;
        }
        Instant now = clock.instant();
        for (HostRecord host : changed(now)) {
            records.write(session -> {
                session.hosts()
                        .byId(host.id())
                        .filter(HostRecord::isActive)
                        .ifPresent(current -> note(session, current, now));
                return null;
            });
        }
    }

    private List<HostRecord> changed(Instant now) {
        return records.read(session -> session.hosts().active()).stream()
                .filter(host -> isLost(host, now) != (host.lostAt() != null))
                .toList();
    }

    private boolean isLost(HostRecord host, Instant now) {
        Freshness freshness = fleet.freshness(host, now);
        if (host.lostAt() != null) {
            return freshness != Freshness.FRESH;
        }
        return freshness == Freshness.LOST && !now.isBefore(trustedFrom);
    }

    private void note(Session session, HostRecord host, Instant now) {
        boolean lost = isLost(host, now);
        if (lost == (host.lostAt() != null)) {
            return;
        }
        session.hosts().update(host.withLostAt(lost ? now : null));
        session.ledger()
                .append(
                        lost
                                ? NewEvent.of(
                                                EventKind.HOST_LOST,
                                                NewEvent.CONTROLLER,
                                                host.name() + " is lost: it no longer checks in")
                                        .onHost(host.id(), host.name())
                                        .because(Reason.AGENT_STALE)
                                : NewEvent.of(
                                                EventKind.HOST_RETURNED,
                                                NewEvent.CONTROLLER,
                                                host.name() + " checks in again")
                                        .onHost(host.id(), host.name()));
    }
}
