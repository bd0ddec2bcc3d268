package io.globohub.agent.step;

import io.globohub.agent.deploy.DeploymentContext;
import io.globohub.agent.deploy.Step;
import io.globohub.agent.deploy.StepName;
import io.globohub.agent.deploy.StepOutcome;
import io.globohub.agent.gunicorn.AppLog;
import io.globohub.agent.gunicorn.LiveMaster;
import io.globohub.agent.gunicorn.Masters;
import io.globohub.agent.probe.ProbeTarget;
import io.globohub.agent.probe.Prober;
import io.globohub.agent.probe.Verdict;
import io.globohub.agent.release.HostLayout;
import io.globohub.common.manifest.BindAddress;
import io.globohub.common.manifest.Settings;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Reason;
import io.globohub.common.time.Sleeper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Probes every bound address several times, and reads from the live process that it is the new release. */
public final class Confirm implements Step {
    /** Good answers in a row that each address has to give. */
    private static final int GOOD_IN_A_ROW = 2;

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int EVIDENCE = 30;

    private final HostLayout layout;
    private final Masters masters;
    private final Prober prober;
    private final Sleeper sleeper;

    public Confirm(HostLayout layout, Masters masters, Prober prober, Sleeper sleeper) {
        this.layout = layout;
        this.masters = masters;
        this.prober = prober;
        this.sleeper = sleeper;
    }

    @Override
    public StepName name() {
        return StepName.CONFIRM;
    }

    @Override
    public StepOutcome run(DeploymentContext context) throws InterruptedException {
        Settings settings = context.target().settings();
        for (BindAddress address : settings.bind()) {
            Optional<String> bad = insist(settings, address);
            if (bad.isPresent()) {
                return failed(context, Reason.PROBE_FAILED, bad.get());
            }
        }
        List<LiveMaster> alive = masters.find(context.app());
        if (alive.size() != 1 || !context.targetId().equals(alive.get(0).manifest())) {
            return failed(
                    context,
                    Reason.HANDOVER_FAILED,
                    "the live process does not say it serves " + context.targetId() + ": "
                            + alive.stream()
                                    .map(master -> master.pid() + " " + master.manifest())
                                    .toList());
        }
        Path pack = layout.pack(context.app(), context.target().version());
        if (!alive.get(0).process().workingDirectory().equals(pack.toString())) {
            return failed(
                    context,
                    Reason.HANDOVER_FAILED,
                    "the live process runs in " + alive.get(0).process().workingDirectory() + ", not in " + pack);
        }
        return new StepOutcome.Done("answers on " + settings.bind() + ", the process serves " + context.targetId());
    }

    private Optional<String> insist(Settings settings, BindAddress address) throws InterruptedException {
        double limit = settings.startupTimeoutSeconds();
        double spent = 0;
        String last = "it was not asked";
        for (int good = 0; spent <= limit; spent += PAUSE.toMillis() / 1000.0) {
            Verdict verdict = prober.probe(settings.probe(), new ProbeTarget.Tcp(address));
            good = verdict.isHealthy() ? good + 1 : 0;
            if (good == GOOD_IN_A_ROW) {
                return Optional.empty();
            }
            last = verdict.detail();
            spent += verdict.seconds();
            sleeper.sleep(PAUSE);
        }
        return Optional.of(last);
    }

    private StepOutcome failed(DeploymentContext context, Reason reason, String detail) {
        Path log = layout.appLogs(context.app()).resolve("error.log");
        return new StepOutcome.Failed(new Failure(reason, detail, AppLog.tail(log, EVIDENCE)));
    }
}
