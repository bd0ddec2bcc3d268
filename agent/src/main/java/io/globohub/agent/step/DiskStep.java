package io.globohub.agent.step;

import io.globohub.agent.deploy.DeploymentContext;
import io.globohub.agent.deploy.Step;
import io.globohub.agent.deploy.StepOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A step that works on the disk, where the disk may be full. */
interface DiskStep extends Step {
    StepOutcome onDisk(DeploymentContext context) throws IOException, InterruptedException;

    @Override
    default StepOutcome run(DeploymentContext context) throws InterruptedException {
        try {
            return onDisk(context);
        } catch (IOException e) {
            try {
                return DiskFault.outcomeOf(e);
            } catch (IOException other) {
                throw new UncheckedIOException(other);
            }
        }
    }
}
