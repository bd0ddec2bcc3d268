package io.globohub.common.protocol;

import java.time.Instant;
import java.util.Map;

/**
 * A change of a host: what is null stays as it is.
 *
 * @param labels merged key by key; a null value removes the label
 * @param hold sets a hold; {@code unhold} true lifts it
 */
public record HostPatch(Map<String, String> labels, HoldRequest hold, Boolean unhold) {

    /** Asks for a hold; the owner is whoever asks. */
    public record HoldRequest(String reason, Instant expiresAt) {}
}
