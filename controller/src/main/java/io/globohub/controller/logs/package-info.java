/**
 * Logs of apps, fetched from hosts that nobody connects to: an operator's request is put beside the host's desired state,
 * the host's agent finds it there and sends lines, and the operator reads them.
 *
 * <p>Requests and lines are in the store for some minutes, so that the agent and the operator may speak to different
 * controllers. Start at {@link io.globohub.controller.logs.LogDesk}.
 */
package io.globohub.controller.logs;
