package io.globohub.controller.records;

import io.globohub.common.manifest.Digest;
import io.globohub.common.protocol.TokenView;
import java.time.Instant;
import java.util.Map;

/**
 * A token as it is remembered: its secret only as a digest.
 *
 * @param labels given to hosts that enrol with it
 */
public record TokenRecord(TokenView view, Digest hash, Map<String, String> labels) {
    public TokenRecord {
        labels = Map.copyOf(labels == null ? Map.of() : labels);
    }

    /** Whether it still opens anything at {@code now}. */
    public boolean isUsable(Instant now) {
        return view.revokedAt() == null
                && (view.expiresAt() == null || now.isBefore(view.expiresAt()))
                && (view.usesLeft() == null || view.usesLeft() > 0);
    }

    public TokenRecord revoked(Instant at) {
        return with(view.lastUsedAt(), at, view.usesLeft());
    }

    public TokenRecord usedAt(Instant at) {
        return with(at, view.revokedAt(), view.usesLeft());
    }

    /** With one enrolment fewer left. */
    public TokenRecord spent(Instant at) {
        return with(at, view.revokedAt(), view.usesLeft() - 1);
    }

    private TokenRecord with(Instant lastUsedAt, Instant revokedAt, Integer usesLeft) {
        return new TokenRecord(
                new TokenView(
                        view.id(),
                        view.name(),
                        view.role(),
                        view.app(),
                        view.createdAt(),
                        view.expiresAt(),
                        lastUsedAt,
                        revokedAt,
                        usesLeft,
                        null),
                hash,
                labels);
    }
}
