package io.globohub.controller.history;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.globohub.common.json.CanonicalJson;
import io.globohub.common.json.Json;
import io.globohub.common.manifest.Digest;
import io.globohub.common.protocol.EventView;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * Chains the entries of the ledger: each hash is SHA-256 over the hash before it and the canonical JSON of the entry
 * (without its hash), so that no entry can be changed, removed or moved without breaking all that follow.
 */
public final class HashChain {
    /** The hash before the first entry. */
    public static final String START = "0".repeat(64);

    private HashChain() {}

    /** {@code entry} with the hash that chains it to {@code previousHash}. */
    public static EventView link(String previousHash, EventView entry) {
        MessageDigest running = Digest.sha256();
        running.update(previousHash.getBytes(StandardCharsets.US_ASCII));
        running.update(canonical(entry));
        return withHash(entry, Digest.finish(running).hex());
    }

    /** As {@link CanonicalJson} writes it; put down field by field, for a rollout chains an entry for each of its hosts. */
    static byte[] canonical(EventView entry) {
        ObjectNode sorted = JsonNodeFactory.instance.objectNode();
        put(sorted, "actor", entry.actor());
        put(sorted, "app", entry.app());
        put(sorted, "at", text(entry.at()));
        if (entry.body() != null) {
            sorted.set("body", CanonicalJson.sorted(entry.body()));
        }
        put(sorted, "happened_at", text(entry.happenedAt()));
        put(sorted, "host", entry.host());
        put(sorted, "host_id", entry.hostId());
        put(sorted, "kind", entry.kind());
        put(sorted, "message", entry.message());
        put(sorted, "reason", entry.reason());
        put(sorted, "rollout_id", entry.rolloutId());
        sorted.put("seq", entry.seq());
        put(sorted, "version", entry.version());
        return Json.writeBytes(sorted);
    }

    private static void put(ObjectNode object, String name, String value) {
        if (value != null) {
            object.put(name, value);
        }
    }

    private static String text(Instant instant) {
        return instant == null ? null : instant.toString();
    }

    /** The number of the first entry that does not follow from {@code previousHash} and its predecessors, if any. */
    public static OptionalLong firstBroken(String previousHash, long previousSeq, List<EventView> entries) {
        String hash = previousHash;
        long seq = previousSeq;
        for (EventView entry : entries) {
            if (entry.seq() != seq + 1 || !link(hash, entry).hash().equals(entry.hash())) {
                return OptionalLong.of(entry.seq());
            }
            hash = entry.hash();
            seq = entry.seq();
        }
        return OptionalLong.empty();
    }

    private static EventView withHash(EventView e, String hash) {
        return new EventView(
                e.seq(),
                e.at(),
                e.happenedAt(),
                e.actor(),
                e.kind(),
                e.hostId(),
                e.host(),
                e.app(),
                e.version(),
                e.rolloutId(),
                e.reason(),
                e.message(),
                e.body(),
                hash);
    }
}
