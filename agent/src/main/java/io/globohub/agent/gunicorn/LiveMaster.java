package io.globohub.agent.gunicorn;

import io.globohub.agent.process.ProcessEntry;
import io.globohub.agent.process.ProcessId;
import io.globohub.common.manifest.ManifestId;
import java.util.List;

/**
 * A live gunicorn master of one app, as its own process says.
 *
 * @param manifest what it serves, or null when it has not said so (yet)
 * @param ready whether it listens
 * @param workers its live workers
 * @param readyWorkers how many of them have loaded the app
 */
public record LiveMaster(
        ProcessEntry process, ManifestId manifest, boolean ready, List<ProcessEntry> workers, int readyWorkers) {
    public ProcessId id() {
        return process.id();
    }

    public long pid() {
        return process.pid();
    }

    /** Whether it listens and at least {@code wanted} workers have loaded the app. */
    public boolean serves(int wanted) {
        return ready && readyWorkers >= wanted;
    }
}
