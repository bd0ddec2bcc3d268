package io.globohub.controller.records;

import io.globohub.common.state.Reason;
import java.time.Instant;
import java.util.Optional;

/** What was made under an {@code Idempotency-Key}, so that a repeated request makes nothing twice. */
public interface Answers {
    /** @param subject the id of what the first request made */
    record Answer(String actor, String key, String requestDigest, String subject, Instant at) {}

    Optional<Answer> of(String actor, String key);

    /**
     * What was made before under this key by the same request; empty when the key is new. Refuses the key with another
     * request.
     */
    default Optional<Answer> once(String actor, String key, String requestDigest) {
        Optional<Answer> before = of(actor, key);
        if (before.isPresent() && !before.get().requestDigest().equals(requestDigest)) {
            throw new Refused(
                    Reason.IDEMPOTENCY_MISMATCH, "the Idempotency-Key '" + key + "' was used with another request");
        }
        return before;
    }

    void add(Answer answer);

    void forgetBefore(Instant instant);
}
