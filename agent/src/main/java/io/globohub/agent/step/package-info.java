/**
 * The steps of a deployment, one file each, in the order of {@link io.globohub.agent.deploy.StepName}: up to
 * {@link io.globohub.agent.step.CommitDisk} they bring a version onto the disk, up to
 * {@link io.globohub.agent.step.Preflight} nothing that serves is touched. A step may be run again after a crash at any
 * instant; it knows nothing of the others.
 */
package io.globohub.agent.step;
