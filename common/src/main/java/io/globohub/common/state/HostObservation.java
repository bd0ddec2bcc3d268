package io.globohub.common.state;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

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

    /** The same with each app seen through {@code view}. */
    public HostObservation withApps(UnaryOperator<AppObservation> view) {
        return new HostObservation(
                at,
                agentVersion,
                bootId,
                startedAt,
                observedGeneration,
                os,
                python,
                apps.stream().map(view).toList());
    }

    /** The same, where abridged environments are completed by what {@code earlier} said of them; it may be null. */
    public HostObservation completedBy(HostObservation earlier) {
        return earlier == null
                ? this
                : withApps(app -> app.environment() == null
                        ? app
                        : app.withEnvironment(app.environment()
                                .completedBy(earlier.apps.stream()
                                        .filter(before -> before.app().equals(app.app()))
                                        .map(AppObservation::environment)
                                        .filter(Objects::nonNull)
                                        .findFirst()
                                        .orElse(null))));
    }
}
