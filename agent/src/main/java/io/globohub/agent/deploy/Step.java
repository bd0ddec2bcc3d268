package io.globohub.agent.deploy;

/**
 * One step of a deployment. Idempotent: run again after a crash at any instant, it ends in the same state. It blocks
 * until done, honours thread interruption, and bounds every wait.
 */
public interface Step {
    StepName name();

    StepOutcome run(DeploymentContext context) throws InterruptedException;
}
