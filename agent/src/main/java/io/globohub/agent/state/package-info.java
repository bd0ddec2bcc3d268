/** The agent's own durable memory: one small file for each thing, each with a schema number. */
package io.globohub.agent.state;
