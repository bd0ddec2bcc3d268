/**
 * The daemon on each web server. {@link io.globohub.agent.AgentMain} is where it begins; the wiring of all parts is in
 * one class beside it.
 */
package io.globohub.agent;
