/**
 * A change of one app as a journaled list of idempotent steps.
 *
 * <p>The order of the steps is the promise, and stands in {@link io.globohub.agent.deploy.StepName}. The steps
 * themselves are in {@code io.globohub.agent.step}, one file each.
 */
package io.globohub.agent.deploy;
