package io.globohub.agent.reconcile;

import io.globohub.agent.process.ProcessEntry;
import io.globohub.agent.process.ProcessId;
import io.globohub.agent.process.ProcessTable;
import io.globohub.agent.process.Signal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets processes run on that were stopped (SIGSTOP): that loses nothing, where a restart would lose what is in memory. A
 * stopped master is otherwise not noticed, since its workers serve on, until one of them dies and is not replaced.
 */
final class StoppedWatch {
    /** Somebody who stops a process for a look is left so much time. */
    static final long PATIENCE_MILLIS = 3_000;

    private final ProcessTable table;
    private final Map<ProcessId, Episode> episodes = new HashMap<>();

    /** {@code told}: it was let run on before, without effect, as when a debugger holds it. */
    private record Episode(long since, boolean told) {}

    StoppedWatch(ProcessTable table) {
        this.table = table;
    }

    /** Looks at {@code processes}; returns those that were stopped for too long and are now told to run on. */
    List<ProcessId> wake(Collection<ProcessId> processes, long now) {
        episodes.keySet().retainAll(processes);
        List<ProcessId> woken = new ArrayList<>();
        for (ProcessId process : processes) {
            if (!table.find(process).map(ProcessEntry::isStopped).orElse(false)) {
                episodes.remove(process);
                continue;
            }
            Episode episode = episodes.computeIfAbsent(process, first -> new Episode(now, false));
            if (now - episode.since() >= PATIENCE_MILLIS) {
                table.signal(process, Signal.CONT);
                if (!episode.told()) {
                    woken.add(process);
                }
                episodes.put(process, new Episode(now, true));
            }
        }
        return woken;
    }
}
