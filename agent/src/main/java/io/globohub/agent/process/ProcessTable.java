package io.globohub.agent.process;

import java.util.List;
import java.util.Optional;

/** The live processes of this host. Thread-safe. */
public interface ProcessTable {
    /** The live process with that pid; a dead one not yet reaped is not live. */
    Optional<ProcessEntry> find(long pid);

    /** The live process of exactly that identity. */
    Optional<ProcessEntry> find(ProcessId id);

    /** All live processes whose environment, as it was when they were executed, has {@code name=value}. */
    List<ProcessEntry> taggedWith(String name, String value);

    /**
     * Signals the process if it is still exactly this one.
     *
     * @return false when it is gone (then nothing was signalled)
     */
    boolean signal(ProcessId id, Signal signal);

    /** The kernel's boot id, which changes with every boot. */
    String bootId();

    default boolean isAlive(ProcessId id) {
        return find(id).isPresent();
    }
}
