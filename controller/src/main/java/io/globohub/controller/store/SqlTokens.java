package io.globohub.controller.store;

import io.globohub.common.json.Json;
import io.globohub.common.manifest.Digest;
import io.globohub.controller.records.TokenRecord;
import io.globohub.controller.records.Tokens;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

record SqlTokens(Handle handle) implements Tokens {
    @Override
    public Optional<TokenRecord> byHash(Digest hash) {
        return one("hash = ?", hash.hex());
    }

    @Override
    public Optional<TokenRecord> byId(String id) {
        return one("id = ?", id);
    }

    private Optional<TokenRecord> one(String condition, String value) {
        return handle.createQuery("SELECT body FROM token WHERE " + condition)
                .bind(0, value)
                .map((row, context) -> Json.readTolerant(row.getString("body"), TokenRecord.class))
                .findOne();
    }

    @Override
    public List<TokenRecord> all() {
        return handle.createQuery("SELECT body FROM token ORDER BY created_at, id")
                .map((row, context) -> Json.readTolerant(row.getString("body"), TokenRecord.class))
                .list();
    }

    @Override
    public void add(TokenRecord token) {
        handle.createUpdate("INSERT INTO token (id, hash, created_at, body) VALUES (:id, :hash, :created_at, :body)")
                .bind("id", token.view().id())
                .bind("hash", token.hash().hex())
                .bind("created_at", Columns.millis(token.view().createdAt()))
                .bind("body", Json.write(token))
                .execute();
    }

    @Override
    public void update(TokenRecord token) {
        handle.createUpdate("UPDATE token SET body = :body WHERE id = :id")
                .bind("id", token.view().id())
                .bind("body", Json.write(token))
                .execute();
    }
}
