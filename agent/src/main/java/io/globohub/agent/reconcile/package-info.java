/**
 * Makes the host equal to the desired state: one loop for each app, which decides and supervises; deployments run on a
 * thread beside it.
 *
 * <p>What to do is the pure {@link io.globohub.agent.reconcile.AppPlanner}; the loop that does it is
 * {@link io.globohub.agent.reconcile.AppLoop}; all loops of a host are in {@link io.globohub.agent.reconcile.Host}.
 */
package io.globohub.agent.reconcile;
