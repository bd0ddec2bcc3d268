package io.globohub.agent;

import io.globohub.agent.reconcile.AppObserver;
import io.globohub.agent.reconcile.Host;
import io.globohub.agent.release.HostLayout;
import io.globohub.agent.report.DfInodeCount;
import io.globohub.agent.report.Filesystems;
import io.globohub.agent.report.HostSampler;
import io.globohub.agent.report.ProcFiles;
import io.globohub.common.state.HostObservation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

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

    HostReport(
            Host host,
            AppObserver observer,
            Clock clock,
            String agentVersion,
            String bootId,
            String os,
            Supplier<String> python) {
        this.host = host;
        this.observer = observer;
        this.clock = clock;
        this.startedAt = clock.instant();
        this.agentVersion = agentVersion;
        this.bootId = bootId;
        this.os = os;
        this.python = python;
    }

    /** Measures the host itself. */
    static HostSampler sampler(HostLayout layout, ProcFiles proc, HostTools tools) {
        return new HostSampler(
                proc,
                new Filesystems(
                        List.of(layout.install(), layout.state(), layout.logs(), layout.run()),
                        new DfInodeCount(tools.commands(), Duration.ofSeconds(2)),
                        tools.clock()),
                tools.clock());
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
                host.apps().stream().map(observer::observe).toList());
    }
}
