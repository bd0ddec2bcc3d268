/** Asks an app whether it is alive, over TCP or a private Unix socket. Never decides what follows from the answer. */
package io.globohub.agent.probe;
