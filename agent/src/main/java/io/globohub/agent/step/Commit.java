package io.globohub.agent.step;

import io.globohub.agent.deploy.DeploymentContext;
import io.globohub.agent.deploy.Step;
import io.globohub.agent.deploy.StepName;
import io.globohub.agent.deploy.StepOutcome;
import io.globohub.agent.gunicorn.LiveMaster;
import io.globohub.agent.gunicorn.Masters;
import io.globohub.agent.process.ProcessId;
import io.globohub.agent.state.AppMemory;
import io.globohub.common.manifest.AppName;
import java.util.function.Function;

/** Records durably that the new release is the active one, and which process serves it. */
public final class Commit implements Step {
    private final Masters masters;
    private final Function<AppName, AppMemory> memories;

    public Commit(Masters masters, Function<AppName, AppMemory> memories) {
        this.masters = masters;
        this.memories = memories;
    }

    @Override
    public StepName name() {
        return StepName.COMMIT;
    }

    @Override
    public StepOutcome run(DeploymentContext context) {
        ProcessId master = masters.find(context.app()).stream()
                .reduce((older, newer) -> newer)
                .map(LiveMaster::id)
                .orElse(null);
        memories.apply(context.app()).change(record -> record.activated(context.target(), master));
        return new StepOutcome.Done(context.targetId() + " is active");
    }
}
