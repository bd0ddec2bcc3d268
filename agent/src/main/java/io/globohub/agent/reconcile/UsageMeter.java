package io.globohub.agent.reconcile;

import java.util.Optional;

/** Measures a master together with its workers. */
@FunctionalInterface
public interface UsageMeter {
    /**
     * @param cpuRatio share of one core since it was last asked for this master
     * @param openFds -1 when it cannot be read
     */
    record Usage(double cpuRatio, long rssBytes, int openFds) {}

    /** Empty when the process is gone. */
    Optional<Usage> measure(long masterPid);
}
