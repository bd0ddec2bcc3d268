package io.globohub.common.protocol;

import java.time.Instant;

/**
 * One event on its way to a webhook.
 *
 * @param id the {@code webhook-id} that was sent; the same at every attempt
 * @param seq of the event in the ledger; null for a test
 * @param attempts so far
 * @param delivered whether the other side has answered 2xx
 * @param status what it answered last; null when it did not
 * @param detail what went wrong last, or null
 */
public record DeliveryView(
        String id, Long seq, String kind, int attempts, boolean delivered, Integer status, String detail, Instant at) {}
