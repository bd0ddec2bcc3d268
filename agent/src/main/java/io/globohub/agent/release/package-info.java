/**
 * Where everything of ours is on a host, and which versions are complete there.
 *
 * <p>Every path comes from {@link io.globohub.agent.release.HostLayout}; a version exists when its
 * {@link io.globohub.agent.release.Marker} does. Nothing here starts a process.
 */
package io.globohub.agent.release;
