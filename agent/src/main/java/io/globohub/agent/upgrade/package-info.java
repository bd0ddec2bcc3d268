/**
 * The agent's own version, as part of what its host shall run.
 *
 * <p>The agent fetches and judges a package, and asks; what installs it is a small unit of root's that judges it again
 * ({@link io.globohub.agent.upgrade.AdmitMain}) and brings the old package back when the new agent does not check in.
 * Start reading at {@link io.globohub.agent.upgrade.UpgradeDecision}, which is pure;
 * {@link io.globohub.agent.upgrade.UpgradeLoop} carries it out.
 */
package io.globohub.agent.upgrade;
