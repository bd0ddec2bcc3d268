package io.globohub.common.protocol;

import java.time.Instant;

/**
 * The controller's answer to a check-in.
 *
 * @param ackSeq every event up to and including this one is in the ledger
 * @param desiredEtag entity tag of the host's desired state: if it differs from what the agent has, there is a newer one
 */
public record CheckinResponse(int nextCheckinSeconds, long ackSeq, String desiredEtag, Instant serverTime) {}
