package io.globohub.agent.uplink;

import io.globohub.common.protocol.CheckinRequest;
import io.globohub.common.protocol.CheckinResponse;
import io.globohub.common.protocol.EnrollRequest;
import io.globohub.common.protocol.EnrollResponse;
import io.globohub.common.protocol.LogChunk;
import io.globohub.common.protocol.LogReceipt;

/**
 * What the agent can ask of the controllers. Every call ends in bounded time and never throws for what a controller or
 * the network does. Thread-safe.
 */
public interface Uplink extends AutoCloseable {
    /** Asks for an identity with a one-time token. */
    Reply<EnrollResponse> enroll(EnrollRequest request, String token);

    /** The periodic word. */
    Reply<CheckinResponse> checkin(CheckinRequest request);

    /**
     * What this host must run; waits up to {@code waitSeconds} for it to differ from {@code etag}.
     *
     * @param etag of the state at hand, or null for none
     */
    Reply<TaggedState> desired(String etag, int waitSeconds);

    /** Brings lines of a log to whoever waits for them. */
    Reply<LogReceipt> sendLog(String requestId, LogChunk chunk);

    /** Ends calls in flight at once; they, and all later ones, are {@link Reply.Unreachable}. */
    @Override
    void close();
}
