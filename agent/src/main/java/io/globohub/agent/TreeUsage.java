package io.globohub.agent;

import io.globohub.agent.reconcile.UsageMeter;
import io.globohub.agent.report.ProcFiles;
import io.globohub.agent.report.ProcessUsage;
import io.globohub.common.state.Accounting;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Measures masters with their workers; remembers the last measurement of each, since a share is of the time between. */
final class TreeUsage implements UsageMeter {
    private final ProcFiles proc;
    private final Map<Long, ProcessUsage> before = new HashMap<>();

    TreeUsage(ProcFiles proc) {
        this.proc = proc;
    }

    @Override
    public synchronized Optional<Usage> measure(long masterPid) {
        Optional<ProcessUsage> now = proc.usage(proc.processes(), masterPid);
        before.keySet().removeIf(pid -> proc.process(pid).isEmpty());
        return now.map(usage -> {
            ProcessUsage last = before.put(masterPid, usage);
            double ratio = last == null ? 0 : usage.cpuRatioSince(last);
            return new Usage(ratio, usage.rssBytes(), usage.openFds(), Accounting.PROC);
        });
    }
}
