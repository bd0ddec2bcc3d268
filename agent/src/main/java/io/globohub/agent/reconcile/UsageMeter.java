package io.globohub.agent.reconcile;

import io.globohub.common.state.Accounting;
import java.util.Optional;

/** Measures a master together with its workers. */
@FunctionalInterface
public interface UsageMeter {
    /**
     * @param cpuRatio share of one core since it was last asked for this master
     * @param rssBytes memory in use
     * @param openFds -1 when it cannot be read
     */
    record Usage(double cpuRatio, long rssBytes, int openFds, Accounting accounting) {}

    /** Empty when the process is gone. */
    Optional<Usage> measure(long masterPid);
}
