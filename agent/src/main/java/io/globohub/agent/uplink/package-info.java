/**
 * The agent's side of the conversation with the controllers, and what survives of it on disk.
 *
 * <p>Nothing here decides what runs: an answer becomes a value of {@link io.globohub.agent.uplink.Reply}, never an
 * exception, and a controller that is away or talks nonsense changes nothing on the host. Start reading at
 * {@link io.globohub.agent.uplink.Uplink}; {@link io.globohub.agent.uplink.PollLoop} and
 * {@link io.globohub.agent.uplink.CheckinLoop} are the two threads.
 */
package io.globohub.agent.uplink;
