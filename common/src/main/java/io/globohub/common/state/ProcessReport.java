package io.globohub.common.state;

import io.globohub.common.manifest.BindAddress;
import io.globohub.common.manifest.ManifestId;
import java.time.Instant;
import java.util.List;

/**
 * The live gunicorn of an app, read from the process itself.
 *
 * @param manifestId what the process says it serves, or null when it is not one of ours
 * @param pid of the master
 * @param workers live worker processes
 * @param cpuRatio share of one core used by master and workers since the last report
 * @param rssBytes memory of master and workers: resident, or what their control group is charged with without file cache
 * @param openFds file descriptors of master and workers, or -1 when they cannot be read
 * @param accounting where the numbers come from; an older agent does not say and reads {@code /proc}
 */
public record ProcessReport(
        ManifestId manifestId,
        long pid,
        Instant startedAt,
        int workers,
        double cpuRatio,
        long rssBytes,
        int openFds,
        List<BindAddress> bind,
        Accounting accounting) {
    public ProcessReport {
        bind = List.copyOf(bind == null ? List.of() : bind);
        accounting = accounting == null ? Accounting.PROC : accounting;
    }

    /** Of numbers that were read from {@code /proc}. */
    public ProcessReport(
            ManifestId manifestId,
            long pid,
            Instant startedAt,
            int workers,
            double cpuRatio,
            long rssBytes,
            int openFds,
            List<BindAddress> bind) {
        this(manifestId, pid, startedAt, workers, cpuRatio, rssBytes, openFds, bind, Accounting.PROC);
    }
}
