/**
 * Keeps the process of an app as its goal asks.
 *
 * <p>{@link io.globohub.agent.supervise.Supervision} is the whole decision, a pure table; what it decides is done
 * elsewhere. Times in it are milliseconds of a monotonic clock, so that a jump of the wall clock changes nothing.
 */
package io.globohub.agent.supervise;
