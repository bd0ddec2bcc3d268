package io.globohub.common.protocol;

import java.time.Instant;

/**
 * The controller's answer to a check-in.
 *
 * @param newsSpreadMillis news (an outcome, the next long poll after one that brought a new desired state) may wait for a
 *     random time up to this, and some of it in any case, so that a large fleet that was told something does not answer all
 *     at once ({@link NewsSpread}); 0 for none, as from a controller that does not know of it
 * @param ackSeq every event up to and including this one is in the ledger
 * @param desiredEtag entity tag of the host's desired state: if it differs from what the agent has, there is a newer one
 */
public record CheckinResponse(
        int nextCheckinSeconds, Integer newsSpreadMillis, long ackSeq, String desiredEtag, Instant serverTime) {
    public CheckinResponse {
        newsSpreadMillis = newsSpreadMillis == null ? 0 : newsSpreadMillis;
    }
}
