package io.globohub.agent.uplink;

import java.time.Instant;

/**
 * The host's identity. {@link #toString} does not show the secret.
 *
 * @param secret sent as bearer token; visible ASCII
 */
public record Credential(String hostId, String name, String secret, Instant enrolledAt) {
    public Credential {
        if (hostId == null || hostId.isBlank() || name == null || name.isBlank()) {
            throw new IllegalArgumentException("a credential names its host");
        }
        if (secret == null || secret.isEmpty() || !secret.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("a credential's secret is visible ASCII");
        }
    }

    @Override
    public String toString() {
        return "Credential[hostId=" + hostId + ", name=" + name + "]";
    }
}
