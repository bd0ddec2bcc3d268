package io.globohub.controller.records;

import io.globohub.common.manifest.AppName;
import io.globohub.common.state.Assignment;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a commit has made of a host: each part replaces what was there.
 *
 * @param record null where it has stayed as it was
 * @param assigned the assignments that were added or changed, by app
 */
public record HostNews(HostRecord record, Map<AppName, Assignment> assigned) {
    public HostNews {
        assigned = Map.copyOf(assigned);
    }

    /** These, then {@code later} ones. */
    public HostNews then(HostNews later) {
        Map<AppName, Assignment> all = new TreeMap<>(assigned);
        all.putAll(later.assigned);
        return new HostNews(later.record == null ? record : later.record, all);
    }

    /** Whether they may come after {@code before}; a host that is assigned something has a new record, too. */
    public boolean follows(HostRecord before) {
        return record != null
                && record.generation() >= before.generation()
                && record.revision() >= before.revision()
                && record.ackSeq() >= before.ackSeq();
    }

    /** The host's assignments, which were {@code before}; ordered by app. */
    public List<Assignment> over(List<Assignment> before) {
        if (assigned.isEmpty()) {
            return before;
        }
        Map<AppName, Assignment> all = new TreeMap<>();
        before.forEach(one -> all.put(one.app(), one));
        all.putAll(assigned);
        return List.copyOf(all.values());
    }
}
