package io.globohub.controller.records;

import java.time.Instant;

/**
 * One agent process that used a host's credential.
 *
 * @param instanceId made anew at each start of an agent
 * @param bootId of the machine it ran on, or null
 * @param firstSeenAt by the controller's clock
 * @param contestedAt when it last spoke although a newer one does, or null
 */
public record AgentInstance(String hostId, String instanceId, String bootId, Instant firstSeenAt, Instant contestedAt) {
    public AgentInstance contested(Instant at) {
        return new AgentInstance(hostId, instanceId, bootId, firstSeenAt, at);
    }
}
