package io.globohub.agent.logs;

import io.globohub.agent.uplink.Reply;
import io.globohub.common.protocol.LogChunk;
import io.globohub.common.protocol.LogReceipt;

/** Brings chunks to the controller; ends in bounded time and never throws for what a controller or the network does. */
@FunctionalInterface
public interface LogDelivery {
    Reply<LogReceipt> send(String requestId, LogChunk chunk);
}
