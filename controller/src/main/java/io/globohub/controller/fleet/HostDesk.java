package io.globohub.controller.fleet;

import io.globohub.common.event.EventKind;
import io.globohub.common.protocol.HostPatch;
import io.globohub.common.selector.Selector;
import io.globohub.common.state.Hold;
import io.globohub.common.state.Reason;
import io.globohub.controller.records.HostRecord;
import io.globohub.controller.records.NewEvent;
import io.globohub.controller.records.Records;
import io.globohub.controller.records.Refused;
import io.globohub.controller.records.Session;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What operators change of hosts themselves: labels, holds, retirement. Thread-safe. */
public final class HostDesk {
    private final Records records;
    private final LiveFleet live;
    private final Consumer<Collection<String>> changed;
    private final Clock clock;

    /** @param changed wakes the agents of hosts that wait for news */
    public HostDesk(Records records, LiveFleet live, Consumer<Collection<String>> changed, Clock clock) {
        this.records = records;
        this.live = live;
        this.changed = changed;
        this.clock = clock;
    }

    /**
     * Changes a host.
     *
     * @param check refuses when the host is not as the operator saw it
     */
    public HostRecord patch(String idOrName, HostPatch patch, String actor, Consumer<HostRecord> check) {
        boolean unhold = Boolean.TRUE.equals(patch.unhold());
        if (patch.labels() == null && patch.hold() == null && !unhold) {
            throw new Refused(Reason.BAD_REQUEST, "the patch changes nothing: give labels, hold or unhold");
        }
        if (patch.hold() != null && unhold) {
            throw new Refused(Reason.BAD_REQUEST, "hold and unhold at once contradict each other");
        }
        return records.write(session -> {
            HostRecord host = FleetReader.find(session, idOrName);
            check.accept(host);
            if (patch.labels() != null) {
                host = label(session, host, patch.labels(), actor);
            }
            if (patch.hold() != null) {
                host = hold(session, host, patch.hold(), actor);
            }
            if (unhold && host.hold() != null) {
                host = host.withHold(null);
                note(session, host, EventKind.HOLD_LIFTED, actor, "the hold on " + host.name() + " was lifted", null);
            }
            session.hosts().update(host);
            return host;
        });
    }

    private static HostRecord label(Session session, HostRecord host, Map<String, String> changes, String actor) {
        Map<String, String> labels = new TreeMap<>(host.labels());
        changes.forEach((key, value) -> {
            if (value == null) {
                labels.remove(key);
            } else if (Selector.isLabel(key, value)) {
                labels.put(key, value);
            } else {
                throw new Refused(Reason.BAD_REQUEST, "'" + key + "=" + value + "' is not a usable label");
            }
        });
        Map<String, Object> body = Map.of("before", host.labels(), "after", labels);
        HostRecord labelled = host.withLabels(labels);
        note(session, host, EventKind.HOST_LABELLED, actor, "labels of " + host.name() + " were changed", body);
        return labelled;
    }

    private HostRecord hold(Session session, HostRecord host, HostPatch.HoldRequest request, String actor) {
        Instant now = clock.instant();
        if (request.reason() == null
                || request.reason().isBlank()
                || request.reason().length() > 500) {
            throw new Refused(Reason.BAD_REQUEST, "a hold needs a reason of at most 500 characters");
        }
        if (request.expiresAt() != null && !request.expiresAt().isAfter(now)) {
            throw new Refused(Reason.BAD_REQUEST, "the hold would end in the past, at " + request.expiresAt());
        }
        HostRecord held = host.withHold(new Hold(actor, request.reason(), now, request.expiresAt()));
        note(session, host, EventKind.HOLD_SET, actor, host.name() + " is held: " + request.reason(), held.hold());
        return held;
    }

    /** Takes a host out of the fleet: its credential opens nothing any more, its name is free. */
    public void retire(String idOrName, String actor, Consumer<HostRecord> check) {
        String id = records.write(session -> {
            HostRecord host = FleetReader.find(session, idOrName);
            check.accept(host);
            session.hosts().update(host.retired());
            session.hosts().revokeCredential(host.id());
            note(session, host, EventKind.HOST_RETIRED, actor, host.name() + " was retired", null);
            return host.id();
        });
        live.forget(id);
        // who waits with the credential is told now that it opens nothing
        changed.accept(List.of(id));
    }

    private static void note(
            Session session, HostRecord host, EventKind kind, String actor, String message, Object body) {
        NewEvent event = NewEvent.of(kind, actor, message).onHost(host.id(), host.name());
        session.ledger().append(body == null ? event : event.withBody(body));
    }
}
