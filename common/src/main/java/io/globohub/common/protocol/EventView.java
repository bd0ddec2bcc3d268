package io.globohub.common.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * One entry of the ledger.
 *
 * @param seq gap-free, from 1
 * @param at when the controller wrote it
 * @param happenedAt when it happened by the clock of whoever saw it
 * @param actor a token's name, {@code host:<name>} or {@code controller}
 * @param kind from {@link io.globohub.common.event.EventKind}
 * @param body the whole fact: failure with evidence, deployment with its steps, before and after
 * @param hash SHA-256 over the previous entry's hash and this entry's content
 */
public record EventView(
        long seq,
        Instant at,
        Instant happenedAt,
        String actor,
        String kind,
        String hostId,
        String host,
        String app,
        String version,
        String rolloutId,
        String reason,
        String message,
        JsonNode body,
        String hash) {}
