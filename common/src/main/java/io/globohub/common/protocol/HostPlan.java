package io.globohub.common.protocol;

import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.ManifestId;
import java.util.List;

/**
 * What a host's agent has to do to be as wished, as far as the controller can see it.
 *
 * @param generation of the desired state
 * @param observedGeneration the one that the agent works towards; -1 before its first check-in
 */
public record HostPlan(String host, long generation, long observedGeneration, List<Change> changes) {
    public HostPlan {
        changes = List.copyOf(changes);
    }

    /**
     * What has to be done to one app.
     *
     * @param action {@code install}, {@code upgrade}, {@code reconfigure}, {@code start}, {@code stop}, {@code remove},
     *     {@code none} or {@code unwished} (it is there, and nobody said what shall become of it)
     * @param steps in order, by the names that deployments report
     * @param detail in half a sentence
     * @param waitsFor what keeps it from being done now, or null
     */
    public record Change(
            AppName app,
            String action,
            ManifestId from,
            ManifestId to,
            List<String> steps,
            String detail,
            String waitsFor) {
        public Change {
            steps = List.copyOf(steps);
        }
    }
}
