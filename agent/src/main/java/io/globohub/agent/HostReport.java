package io.globohub.agent;

import io.globohub.agent.reconcile.AppObserver;
import io.globohub.agent.reconcile.Host;
import io.globohub.common.state.AppObservation;
import io.globohub.common.state.HostObservation;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Puts together what the agent sees, for the controller and for the local command alike. Thread-safe. */
final class HostReport {
    private final Host host;
    private final AppObserver observer;
    private final Clock clock;
    private final Instant startedAt;
    private final String agentVersion;
    private final String bootId;
    private final String os;
    private final Supplier<String> python;
    private final Supplier<Optional<AppObservation>> itself;

    HostReport(
            Host host,
            AppObserver observer,
            Clock clock,
            String agentVersion,
            String bootId,
            String os,
            Supplier<String> python,
            Supplier<Optional<AppObservation>> itself) {
        this.host = host;
        this.observer = observer;
        this.clock = clock;
        this.startedAt = clock.instant();
        this.agentVersion = agentVersion;
        this.bootId = bootId;
        this.os = os;
        this.python = python;
        this.itself = itself;
    }

    HostObservation observe() {
        return new HostObservation(
                clock.instant(),
                agentVersion,
                bootId,
                startedAt,
                host.generation(),
                os,
                python.get(),
                Stream.concat(host.apps().stream().map(observer::observe), itself.get().stream())
                        .toList());
    }
}
