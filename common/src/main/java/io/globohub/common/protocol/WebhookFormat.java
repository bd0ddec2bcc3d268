package io.globohub.common.protocol;

/** What is posted to a webhook. */
public enum WebhookFormat {
    /** {@code {"type", "timestamp", "data"}}, the entry of the ledger being the data. */
    EVENT,
    /** {@code {"text"}}, as Slack and what is compatible with it take it. */
    SLACK
}
