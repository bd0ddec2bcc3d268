package io.globohub.common.protocol;

/**
 * What a check of a stretch of the ledger against its hash chain found.
 *
 * @param from first entry that was looked at
 * @param checkedTo every entry from {@code from} up to this one is as it was written
 * @param lastSeq number of the newest entry
 * @param firstBrokenSeq the first entry that is missing or not as it was written, or null
 * @param detail what is wrong with it, or null
 * @param hash of the entry {@code checkedTo}: noted elsewhere, it later proves that nothing before was changed since
 * @param nextAfter go on after this entry; null when the end is reached or something is broken
 */
public record LedgerCheck(
        long from, long checkedTo, long lastSeq, Long firstBrokenSeq, String detail, String hash, Long nextAfter) {}
