package io.globohub.common.state;

import java.time.Instant;

/** Freezes a host or an app: nothing but restarts after a crash happens until it is lifted or expires. */
public record Hold(String owner, String reason, Instant since, Instant expiresAt) {
    public Hold {
        if (owner == null || owner.isBlank() || reason == null || reason.isBlank()) {
            throw new IllegalArgumentException("a hold needs an owner and a reason");
        }
    }

    /** Whether this still holds at {@code now}. */
    public boolean isActive(Instant now) {
        return expiresAt == null || now.isBefore(expiresAt);
    }
}
