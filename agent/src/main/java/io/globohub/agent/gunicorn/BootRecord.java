package io.globohub.agent.gunicorn;

import io.globohub.common.manifest.ManifestId;

/**
 * What a gunicorn process wrote about itself while it booted (see {@code gunicorn.conf.py}). It counts only for the live
 * process with that pid and start time.
 *
 * @param state {@code executing}, {@code booting} or {@code ready}
 * @param master of a worker: the pid of its master; else null
 */
record BootRecord(long pid, long startTicks, String state, ManifestId manifest, Long master, String role) {
    /** Between fork and exec the predecessor's code writes for its successor: that manifest is not yet the process's. */
    boolean speaksForItself() {
        return !"executing".equals(state);
    }

    boolean isReady() {
        return "ready".equals(state);
    }
}
