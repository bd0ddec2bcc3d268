/**
 * Logs of apps on their way to people who asked the controller for them. No port is opened for it: the request is found
 * beside the desired state, the lines are posted.
 *
 * <p>What leaves the host has passed {@link io.globohub.agent.logs.Redaction}. Nothing here decides or delays what runs:
 * each request has a thread of its own. Start reading at {@link io.globohub.agent.logs.LogRequests}.
 */
package io.globohub.agent.logs;
