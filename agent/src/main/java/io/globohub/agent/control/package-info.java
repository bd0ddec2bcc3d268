/**
 * How the local command speaks to the running daemon: one JSON line each way over a Unix socket that only the agent's
 * user can open. Works with the controller away.
 */
package io.globohub.agent.control;
