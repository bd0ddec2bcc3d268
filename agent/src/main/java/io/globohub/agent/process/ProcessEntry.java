package io.globohub.agent.process;

import java.time.Instant;

/**
 * One live process.
 *
 * @param state letter of /proc/pid/stat: R running, S sleeping, D waiting for a disk, T stopped, Z dead but not reaped
 * @param workingDirectory what /proc/pid/cwd stands for, or empty when it cannot be read
 */
public record ProcessEntry(ProcessId id, long parentPid, char state, Instant startedAt, String workingDirectory) {
    public long pid() {
        return id.pid();
    }

    /** Whether it was stopped by SIGSTOP or a debugger. */
    public boolean isStopped() {
        return state == 'T' || state == 't';
    }
}
