package io.globohub.common.state;

import java.time.Instant;
import java.util.List;

/**
 * What an agent sees on its host.
 *
 * @param bootId the kernel's boot id: changes with every boot
 * @param startedAt when the agent started
 * @param observedGeneration the desired state's generation the agent works towards
 * @param python version of the interpreter environments are built with, or null when there is none
 */
public record HostObservation(
        Instant at,
        String agentVersion,
        String bootId,
        Instant startedAt,
        long observedGeneration,
        String os,
        String python,
        List<AppObservation> apps) {
    public HostObservation {
        apps = List.copyOf(apps == null ? List.of() : apps);
    }
}
