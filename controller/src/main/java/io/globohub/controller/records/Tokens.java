package io.globohub.controller.records;

import io.globohub.common.manifest.Digest;
import java.util.List;
import java.util.Optional;

/** Tokens, the revoked ones included. */
public interface Tokens {
    Optional<TokenRecord> byHash(Digest hash);

    Optional<TokenRecord> byId(String id);

    /** Oldest first. */
    List<TokenRecord> all();

    void add(TokenRecord token);

    void update(TokenRecord token);
}
