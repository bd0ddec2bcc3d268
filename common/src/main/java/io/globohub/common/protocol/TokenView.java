package io.globohub.common.protocol;

import java.time.Instant;

/** A token; {@code secret} is filled only in the answer that creates it. */
public record TokenView(
        String id,
        String name,
        Role role,
        String app,
        Instant createdAt,
        Instant expiresAt,
        Instant lastUsedAt,
        Instant revokedAt,
        Integer usesLeft,
        String secret) {}
