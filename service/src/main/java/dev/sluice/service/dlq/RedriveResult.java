package dev.sluice.service.dlq;

/**
 * What became of the letters that the filter accepts; the numbers add up to {@code matching}.
 *
 * @param sent to the input topic, or meant to be in a dry run
 * @param sentBefore by an earlier redrive
 * @param tooManyAttempts that failed too often
 * @param otherRecords whose rejected records cannot be told any more: the definition finds records elsewhere by now, or
 *     there were too many for a header
 * @param gone whose value was too large for a letter, and is no longer in the input topic
 */
public record RedriveResult(
        long matching, long sent, long sentBefore, long tooManyAttempts, long otherRecords, long gone) {}
