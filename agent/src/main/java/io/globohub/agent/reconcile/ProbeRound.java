package io.globohub.agent.reconcile;

import io.globohub.agent.probe.ProbeTarget;
import io.globohub.agent.probe.Prober;
import io.globohub.agent.probe.Verdict;
import io.globohub.agent.process.ProcessId;
import io.globohub.common.manifest.BindAddress;
import io.globohub.common.manifest.Settings;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Probes every bound address of an app on an executor of its own, so that a hanging app never holds up who asks.
 * Thread-safe.
 */
public final class ProbeRound {
    /** A probe that took so much of its time ended because that was up. */
    private static final double NEARLY_ALL = 0.98;

    private final Prober prober;
    private final Executor executor;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicReference<Result> result = new AtomicReference<>();

    public ProbeRound(Prober prober, Executor executor) {
        this.prober = prober;
        this.executor = executor;
    }

    /** What all addresses together said: bad if one was; {@code about} is the process that was asked. */
    public record Result(ProcessId about, boolean healthy, double seconds, String detail, boolean silent) {}

    /** Starts a round unless one is still under way. */
    public void ask(Settings settings, ProcessId about) {
        if (running.compareAndSet(false, true)) {
            executor.execute(() -> {
                try {
                    result.set(round(settings, about));
                } finally {
                    running.set(false);
                }
            });
        }
    }

    private Result round(Settings settings, ProcessId about) {
        double slowest = 0;
        String detail = "";
        for (BindAddress address : settings.bind()) {
            Verdict verdict = prober.probe(settings.probe(), new ProbeTarget.Tcp(address));
            if (!verdict.isHealthy()) {
                boolean silent = verdict.seconds() >= settings.probe().timeoutSeconds() * NEARLY_ALL;
                return new Result(about, false, verdict.seconds(), verdict.detail(), silent);
            }
            slowest = Math.max(slowest, verdict.seconds());
            detail = detail.isEmpty() ? verdict.detail() : detail + "; " + verdict.detail();
        }
        return new Result(about, true, slowest, detail, false);
    }

    /** The result of the last round, once; empty when there is none or it was about another process. */
    public Optional<Result> takeResult(ProcessId about) {
        return Optional.ofNullable(result.getAndSet(null))
                .filter(r -> r.about() != null && r.about().equals(about));
    }
}
