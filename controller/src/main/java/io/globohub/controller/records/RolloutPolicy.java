package io.globohub.controller.records;

import io.globohub.common.protocol.RolloutRequest.OnFailure;
import java.time.Instant;

/**
 * How a rollout proceeds.
 *
 * @param batchSize a number, or a percentage such as {@code 25%}
 * @param batchLimit hosts at once, computed from {@code batchSize}
 * @param canary hosts of a first batch that waits for promotion; 0 is none
 * @param maxFailures failed hosts tolerated
 * @param bakeSeconds how long a batch must stay healthy
 * @param deadlineAt bound on the whole, or null
 * @param spreadBy label over whose values batches are spread, or null
 */
public record RolloutPolicy(
        String batchSize,
        int batchLimit,
        int canary,
        boolean autoPromote,
        int maxFailures,
        int bakeSeconds,
        Instant deadlineAt,
        OnFailure onFailure,
        String spreadBy,
        boolean retry) {}
