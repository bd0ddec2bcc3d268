package io.globohub.agent;

import io.globohub.agent.group.AppGroups;
import io.globohub.agent.group.GroupReading;
import io.globohub.agent.reconcile.UsageMeter;
import io.globohub.agent.report.ProcFiles;
import io.globohub.common.state.Accounting;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Measures by the control group that a master was born into; a master without one is measured through {@code /proc}.
 * While two masters hand over to each other they share a group, and each is said to use what both do.
 */
final class GroupUsage implements UsageMeter {
    private final AppGroups groups;
    private final ProcFiles proc;
    private final UsageMeter otherwise;
    private final LongSupplier nanos;
    private final Map<Long, Look> before = new HashMap<>();

    private record Look(long nanos, long cpuMicros) {
        /** Another group of the same pid has counted less. */
        double ratioUntil(Look now) {
            long elapsed = now.nanos - nanos;
            return elapsed <= 0 ? 0 : Math.max(0, (now.cpuMicros - cpuMicros) * 1000.0 / elapsed);
        }
    }

    GroupUsage(AppGroups groups, ProcFiles proc, UsageMeter otherwise, LongSupplier nanos) {
        this.groups = groups;
        this.proc = proc;
        this.otherwise = otherwise;
        this.nanos = nanos;
    }

    @Override
    public synchronized Optional<Usage> measure(long masterPid) {
        Optional<GroupReading> reading = groups.readOf(masterPid);
        if (reading.isEmpty()) {
            return otherwise.measure(masterPid);
        }
        before.keySet().removeIf(pid -> proc.process(pid).isEmpty());
        Look now = new Look(nanos.getAsLong(), reading.get().cpuMicros());
        Look last = before.put(masterPid, now);
        return Optional.of(new Usage(
                last == null ? 0 : last.ratioUntil(now),
                reading.get().memoryBytes(),
                openFds(masterPid),
                Accounting.CGROUP));
    }

    private int openFds(long masterPid) {
        int all = 0;
        for (long pid : groups.membersWith(masterPid)) {
            int own = proc.openFds(pid);
            if (own < 0 && proc.process(pid).isPresent()) {
                return -1;
            }
            all += Math.max(0, own);
        }
        return all;
    }
}
