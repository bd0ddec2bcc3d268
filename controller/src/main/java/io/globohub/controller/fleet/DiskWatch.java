package io.globohub.controller.fleet;

import io.globohub.common.event.EventKind;
import io.globohub.common.protocol.EventView;
import io.globohub.common.state.HostMetrics.Filesystem;
import io.globohub.common.state.Reason;
import io.globohub.controller.records.EventFilter;
import io.globohub.controller.records.HostRecord;
import io.globohub.controller.records.LastSeen;
import io.globohub.controller.records.NewEvent;
import io.globohub.controller.records.Records;
import io.globohub.controller.records.Session;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Notes in the ledger, once each, that a host's filesystem is nearly full and that it has room again; of several
 * controllers the leader does. For one thread.
 */
public final class DiskWatch {
    private static final int REMEMBERED = 10_000;

    private final Records records;
    private final FleetIndex index;
    private final LiveFleet live;
    private Set<String> low;

    public DiskWatch(Records records, FleetIndex index, LiveFleet live) {
        this.records = records;
        this.index = index;
        this.live = live;
    }

    /** Looks at every filesystem once. */
    public void look() {
        if (!records.leads()) {
            low = null;
            return;
        }
        if (low == null) {
            low = records.read(DiskWatch::remembered);
        }
        for (IndexedHost host : index.hosts()) {
            live.of(host.record().id())
                    .map(LastSeen::metrics)
                    .ifPresent(metrics -> metrics.filesystems().forEach(one -> look(host.record(), one)));
        }
    }

    private void look(HostRecord host, Filesystem filesystem) {
        String key = key(host.id(), filesystem.mount());
        boolean before = low.contains(key);
        boolean now = DiskRule.isLow(filesystem, before);
        if (now == before) {
            return;
        }
        records.write(session -> session.ledger().append(event(host, filesystem, now)));
        if (now) {
            low.add(key);
        } else {
            low.remove(key);
        }
    }

    private static NewEvent event(HostRecord host, Filesystem filesystem, boolean low) {
        String message = low
                ? filesystem.mount() + " of " + host.name() + " is nearly full: " + filesystem.availableBytes() + " of "
                        + filesystem.totalBytes() + " bytes are free"
                : filesystem.mount() + " of " + host.name() + " has room again";
        return NewEvent.of(low ? EventKind.DISK_LOW : EventKind.DISK_RECOVERED, NewEvent.CONTROLLER, message)
                .onHost(host.id(), host.name())
                .because(low ? Reason.DISK_FULL : null)
                .withBody(Map.of("mount", filesystem.mount(), "filesystem", filesystem));
    }

    /** What was low when the controller ended: the ledger tells, so that nothing is noted twice. */
    private static Set<String> remembered(Session session) {
        Map<String, Long> recovered = new HashMap<>();
        newest(session, EventKind.DISK_RECOVERED).forEach(event -> recovered.put(key(event), event.seq()));
        Set<String> low = new HashSet<>();
        for (EventView event : newest(session, EventKind.DISK_LOW)) {
            if (event.seq() > recovered.getOrDefault(key(event), 0L)) {
                low.add(key(event));
            }
        }
        return low;
    }

    private static List<EventView> newest(Session session, EventKind kind) {
        return session.ledger().page(new EventFilter(0, REMEMBERED, true, kind.code(), null, null, null, null, null));
    }

    private static String key(EventView event) {
        return key(event.hostId(), event.body().path("mount").asText());
    }

    private static String key(String hostId, String mount) {
        return hostId + " " + mount;
    }
}
