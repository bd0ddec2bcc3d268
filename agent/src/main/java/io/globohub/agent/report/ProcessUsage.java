package io.globohub.agent.report;

import java.time.Duration;
import java.time.Instant;

/**
 * What a master and its workers use at one instant.
 *
 * @param at when it was read
 * @param startTicks of the master: another one is another process, and its times are not comparable
 * @param workers live children of the master
 * @param cpuTicks of all, those of ended workers included
 * @param rssBytes resident memory of all; pages shared between them count in each
 * @param openFds file descriptors of all, or -1 when one's cannot be read
 */
public record ProcessUsage(
        Instant at, long masterPid, long startTicks, int workers, long cpuTicks, long rssBytes, int openFds) {

    /**
     * Share of one core used since {@code before}: 2.0 is two cores. 0 without a comparable sample before, or when
     * the clock did not move on.
     */
    public double cpuRatioSince(ProcessUsage before) {
        if (before == null || before.masterPid != masterPid || before.startTicks != startTicks) {
            return 0;
        }
        double seconds = Duration.between(before.at, at).toNanos() / 1e9;
        return seconds <= 0
                ? 0
                : Math.max(0, (cpuTicks - before.cpuTicks) / (double) ProcessStat.TICKS_PER_SECOND / seconds);
    }
}
