package io.globohub.controller.history;

import io.globohub.common.json.CanonicalJson;
import io.globohub.common.manifest.Digest;
import io.globohub.common.protocol.EventView;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
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
        running.update(CanonicalJson.bytes(withHash(entry, null)));
        return withHash(entry, Digest.finish(running).hex());
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
