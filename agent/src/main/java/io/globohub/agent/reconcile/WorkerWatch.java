package io.globohub.agent.reconcile;

import io.globohub.agent.gunicorn.LiveMaster;
import io.globohub.agent.gunicorn.Masters;
import io.globohub.agent.process.ProcessEntry;
import io.globohub.agent.process.ProcessId;
import io.globohub.agent.process.ProcessTable;
import io.globohub.common.manifest.AppName;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Knows the workers of a master, to notice when one is gone: gunicorn replaces it without a word, but what it kept in
 * memory went with it. The whole process table is read only when something changed.
 */
final class WorkerWatch {
    private final AppName app;
    private final Masters masters;
    private final ProcessTable table;
    private ProcessId master;
    private Set<ProcessId> known = Set.of();

    WorkerWatch(AppName app, Masters masters, ProcessTable table) {
        this.app = app;
        this.masters = masters;
        this.table = table;
    }

    /** The workers of {@code of} that are gone since the last look; none if it is gone itself. */
    List<ProcessId> gone(ProcessId of, int wanted) {
        List<ProcessId> gone = of.equals(master)
                ? known.stream().filter(worker -> !table.isAlive(worker)).toList()
                : List.of();
        if (!gone.isEmpty() || known.size() < wanted || !of.equals(master)) {
            master = of;
            known = workers(of);
        }
        return table.isAlive(of) ? gone : List.of();
    }

    /** The workers as of the last look. */
    Set<ProcessId> known() {
        return known;
    }

    private Set<ProcessId> workers(ProcessId of) {
        return masters.find(app).stream()
                .filter(live -> live.id().equals(of))
                .map(LiveMaster::workers)
                .flatMap(List::stream)
                .map(ProcessEntry::id)
                .collect(Collectors.toUnmodifiableSet());
    }
}
