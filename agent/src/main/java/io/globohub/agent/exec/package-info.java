/**
 * Child programs that end: every command has a deadline, an exact environment and bounded output.
 *
 * <p>Only for programs the agent waits for. gunicorn, which outlives the agent, is started elsewhere. Start reading at
 * {@link io.globohub.agent.exec.CommandRunner}.
 */
package io.globohub.agent.exec;
