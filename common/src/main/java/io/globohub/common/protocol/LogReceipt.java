package io.globohub.common.protocol;

/**
 * What became of a chunk.
 *
 * @param seq number of the last chunk that has arrived
 * @param goOn whether anybody waits for more
 */
public record LogReceipt(long seq, boolean goOn) {}
