package io.globohub.controller.records;

import java.time.Instant;
import java.util.Optional;

/** What was made under an {@code Idempotency-Key}, so that a repeated request makes nothing twice. */
public interface Answers {
    /** @param subject the id of what the first request made */
    record Answer(String actor, String key, String requestDigest, String subject, Instant at) {}

    Optional<Answer> of(String actor, String key);

    void add(Answer answer);

    void forgetBefore(Instant instant);
}
