/**
 * Processes of the host: found, identified, started apart from the agent, signalled.
 *
 * <p>A process is known by pid, start time and boot together; nothing here signals a bare pid. Start reading at
 * {@link io.globohub.agent.process.ProcessTable}.
 */
package io.globohub.agent.process;
