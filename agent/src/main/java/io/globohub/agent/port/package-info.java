/**
 * Whether an address can be listened on, and who is in the way if not.
 *
 * <p>What the kernel's tables mean is decided by the pure {@link io.globohub.agent.port.Listener}; whether the address
 * is free is decided by trying ({@link io.globohub.agent.port.PortCheck}).
 */
package io.globohub.agent.port;
