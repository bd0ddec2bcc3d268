/**
 * The steps of a deployment, one file each, in the order of {@link io.globohub.agent.deploy.StepName}.
 *
 * <p>Each is idempotent and knows nothing of the others; what they share is the
 * {@link io.globohub.agent.deploy.DeploymentContext}.
 */
package io.globohub.agent.step;
