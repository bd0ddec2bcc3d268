/**
 * Proof, on the very host it runs on, that the agent can be killed at any instant of any change.
 *
 * <p>{@link io.globohub.agent.selftest.CrashTest} is the whole: it lists every durable act of each
 * {@link io.globohub.agent.selftest.Scenario}, kills a real agent there ({@link io.globohub.agent.selftest.DieAt}),
 * starts it again and holds what is there to {@link io.globohub.agent.selftest.Promises}. Nothing here runs in the
 * daemon.
 */
package io.globohub.agent.selftest;
