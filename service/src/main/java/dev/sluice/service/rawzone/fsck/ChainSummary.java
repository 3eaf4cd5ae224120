package dev.sluice.service.rawzone.fsck;

/**
 * What one chain holds.
 *
 * @param topic name of the rows topic, empty when no record could be read
 * @param records without the genesis record
 * @param start first offset of the chain, -1 when its genesis record is missing
 * @param head up to which offset the chain is unbroken, -1 when its genesis record is missing
 * @param skipped offsets that were passed over by hand
 * @param completeUntilMillis of the last readable record
 */
public record ChainSummary(
        String dataset,
        int partition,
        String topic,
        long records,
        long files,
        long rows,
        long bytes,
        long start,
        long head,
        long skipped,
        long completeUntilMillis) {}
