package io.globohub.agent.process;

/**
 * The identity of a process. A pid alone is reused; with its start time within one boot it never is.
 *
 * @param startTicks clock ticks after boot at which it started (field 22 of /proc/pid/stat, proc(5))
 * @param bootId the kernel's boot id
 */
public record ProcessId(long pid, long startTicks, String bootId) {
    public ProcessId {
        if (pid <= 1) {
            throw new IllegalArgumentException("pid " + pid + " is nothing we could have started");
        }
        if (bootId == null || bootId.isBlank()) {
            throw new IllegalArgumentException("a process identity needs the boot id");
        }
    }
}
