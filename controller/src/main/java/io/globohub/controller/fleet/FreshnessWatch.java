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
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Notes in the ledger, once each, that a host was lost and that it came back. */
public final class FreshnessWatch {
    /** A whole rack can go at once; others must be able to write between. */
    private static final int TOGETHER = 200;

    private final Records records;
    private final FleetIndex index;
    private final FleetReader fleet;
    private final Clock clock;
    private final Instant trustedFrom;

    /**
     * Watches from {@code trustedFrom} on.
     *
     * @param trustedFrom before this instant a silent host says nothing: the controller itself was away
     */
    public FreshnessWatch(Records records, FleetIndex index, FleetReader fleet, Clock clock, Instant trustedFrom) {
        this.records = records;
        this.index = index;
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
        List<String> changed = changed(now);
        for (int from = 0; from < changed.size(); from += TOGETHER) {
            List<String> some = changed.subList(from, Math.min(changed.size(), from + TOGETHER));
            records.write(session -> {
                Map<String, HostRecord> current = session.hosts().byIds(some).stream()
                        .filter(HostRecord::isActive)
                        .collect(Collectors.toMap(HostRecord::id, host -> host));
                some.stream().map(current::get).filter(Objects::nonNull).forEach(host -> note(session, host, now));
                return null;
            });
        }
    }

    private List<String> changed(Instant now) {
        return index.hosts().stream()
                .filter(host -> isLost(host.record(), host.summary().freshness(), now)
                        != (host.record().lostAt() != null))
                .map(host -> host.record().id())
                .toList();
    }

    private boolean isLost(HostRecord host, Freshness freshness, Instant now) {
        if (host.lostAt() != null) {
            return freshness != Freshness.FRESH;
        }
        return freshness == Freshness.LOST && !now.isBefore(trustedFrom);
    }

    private void note(Session session, HostRecord host, Instant now) {
        boolean lost = isLost(host, fleet.freshness(host, now), now);
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
