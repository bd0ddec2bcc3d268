package io.globohub.controller.store;

import io.globohub.controller.records.Answers;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

record SqlAnswers(Handle handle) implements Answers {
    @Override
    public Optional<Answer> of(String actor, String key) {
        return handle.createQuery("SELECT * FROM answer WHERE actor = ? AND key = ?")
                .bind(0, actor)
                .bind(1, key)
                .map((row, context) -> new Answer(
                        row.getString("actor"),
                        row.getString("key"),
                        row.getString("request_digest"),
                        row.getString("subject"),
                        Columns.instant(row, "at")))
                .findOne();
    }

    @Override
    public void add(Answer answer) {
        handle.createUpdate("INSERT INTO answer (actor, key, request_digest, subject, at)"
                        + " VALUES (:actor, :key, :digest, :subject, :at)")
                .bind("actor", answer.actor())
                .bind("key", answer.key())
                .bind("digest", answer.requestDigest())
                .bind("subject", answer.subject())
                .bind("at", Columns.millis(answer.at()))
                .execute();
    }

    @Override
    public void forgetBefore(Instant instant) {
        handle.execute("DELETE FROM answer WHERE at < ?", instant.toEpochMilli());
    }
}
