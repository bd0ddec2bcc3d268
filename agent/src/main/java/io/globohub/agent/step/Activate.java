package io.globohub.agent.step;

import io.globohub.agent.deploy.DeploymentContext;
import io.globohub.agent.deploy.Reversal;
import io.globohub.agent.deploy.Step;
import io.globohub.agent.deploy.StepName;
import io.globohub.agent.deploy.StepOutcome;
import io.globohub.agent.gunicorn.Launcher;
import io.globohub.agent.gunicorn.LiveMaster;
import io.globohub.agent.gunicorn.Masters;
import io.globohub.agent.gunicorn.Stopper;
import io.globohub.agent.gunicorn.SwitchOver;
import io.globohub.agent.process.ProcessId;
import io.globohub.common.json.CanonicalJson;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.ManifestId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Flips {@code current} and hands the sockets over to the new release; and, as the reversal, back again. */
public final class Activate implements Step, Reversal {
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final SwitchOver switchOver;
    private final Launcher launcher;
    private final Masters masters;
    private final Stopper stopper;
    private final Consumer<AppName> takeOwnership;

    /** {@code takeOwnership} makes supervision leave the app's processes alone until the deployment has ended. */
    public Activate(
            SwitchOver switchOver,
            Launcher launcher,
            Masters masters,
            Stopper stopper,
            Consumer<AppName> takeOwnership) {
        this.switchOver = switchOver;
        this.launcher = launcher;
        this.masters = masters;
        this.stopper = stopper;
        this.takeOwnership = takeOwnership;
    }

    @Override
    public StepName name() {
        return StepName.ACTIVATE;
    }

    @Override
    public StepOutcome run(DeploymentContext context) throws InterruptedException {
        takeOwnership.accept(context.app());
        SwitchOver.Result result = switchOver.bring(context.target(), context.previous(), predecessorOf(context));
        if (result instanceof SwitchOver.Result.Serving serving) {
            return new StepOutcome.Done(
                    serving.how() + ", master " + serving.master().pid());
        }
        return new StepOutcome.Failed(((SwitchOver.Result.NotServing) result).failure());
    }

    /** The journaled predecessor; if that one was restarted since, whatever serves the previous release. */
    private Optional<ProcessId> predecessorOf(DeploymentContext context) {
        List<LiveMaster> alive = masters.find(context.app());
        Optional<ProcessId> journaled = context.predecessor()
                .filter(id -> alive.stream().anyMatch(master -> master.id().equals(id)));
        if (journaled.isPresent() || context.previous().isEmpty()) {
            return journaled;
        }
        ManifestId previous = CanonicalJson.idOf(context.previous().get());
        return previous.equals(context.targetId())
                ? Optional.empty()
                : serving(alive, previous).map(LiveMaster::id);
    }

    @Override
    public Result bringBack(DeploymentContext context) throws InterruptedException {
        AppName app = context.app();
        takeOwnership.accept(app);
        if (context.previous().isEmpty()) {
            stopper.stopAll(app, GRACE);
            return pointAtNothing(app);
        }
        Manifest previous = context.previous().get();
        List<LiveMaster> alive = masters.find(app);
        Optional<ProcessId> predecessor = predecessorOf(context);
        if (predecessor.isPresent()) {
            return keepPredecessor(app, previous, predecessor.get(), alive);
        }
        Optional<ProcessId> newest =
                alive.stream().reduce((older, newer) -> newer).map(LiveMaster::id);
        SwitchOver.Result result = switchOver.bring(previous, Optional.of(context.target()), newest);
        return result instanceof SwitchOver.Result.Serving ? Result.BROUGHT_BACK : Result.NOT_BROUGHT_BACK;
    }

    private Result keepPredecessor(AppName app, Manifest previous, ProcessId predecessor, List<LiveMaster> alive)
            throws InterruptedException {
        try {
            launcher.pointAt(previous);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (LiveMaster master : alive) {
            if (!master.id().equals(predecessor)) {
                stopper.stop(app, master.id(), GRACE);
            }
        }
        return Result.NEVER_STOPPED;
    }

    private Result pointAtNothing(AppName app) {
        try {
            launcher.pointAtNothing(app);
            return Result.NOTHING_BEFORE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<LiveMaster> serving(List<LiveMaster> alive, ManifestId manifest) {
        return alive.stream()
                .filter(master -> manifest.equals(master.manifest()))
                .reduce((older, newer) -> newer);
    }
}
