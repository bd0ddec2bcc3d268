/**
 * The steps that bring a version onto this host's disk, one file each, in the order of
 * {@link io.globohub.agent.deploy.StepName}: up to {@link io.globohub.agent.step.CommitDisk} nothing that serves is
 * touched. A step may be run again after a crash at any instant.
 */
package io.globohub.agent.step;
