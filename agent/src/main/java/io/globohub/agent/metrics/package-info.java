/**
 * What the agent tells a Prometheus that asks it: {@link io.globohub.agent.metrics.AgentMetrics} says what, {@link
 * io.globohub.agent.metrics.MetricsServer} answers. Off unless {@code metrics_listen} is set; then a thread and a socket
 * more. Nothing can be changed through it.
 */
package io.globohub.agent.metrics;
