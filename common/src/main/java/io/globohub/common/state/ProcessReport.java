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
 * @param rssBytes resident memory of master and workers
 * @param openFds file descriptors of master and workers, or -1 when they cannot be read
 */
public record ProcessReport(
        ManifestId manifestId,
        long pid,
        Instant startedAt,
        int workers,
        double cpuRatio,
        long rssBytes,
        int openFds,
        List<BindAddress> bind) {
    public ProcessReport {
        bind = List.copyOf(bind == null ? List.of() : bind);
    }
}
