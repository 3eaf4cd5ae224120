package dev.sluice.batch.process;

import dev.sluice.batch.ledger.BatchCounts;
import java.time.Duration;

/**
 * What a run did.
 *
 * @param batch number of the newest batch of the Processed Zone; 0 when there is none
 * @param counts of the rows; all 0 when the commit log had nothing new
 * @param quarantined rows that an earlier version of the definition accepted and this one does not
 * @param rawFiles read
 * @param partitions date folders that the new rows belong to
 * @param files data files written
 * @param bytes of the files written
 * @param filesReplaced small data files that the written ones replace
 * @param commitsWaiting records of the commit log whose files were not yet published
 * @param completeUntilMillis all rows appended to the rows topic before this time are in Processed; 0 when none is known
 * @param lag how much later in append time RAW is complete than Processed; zero when nothing waits
 */
public record ProcessResult(
        String dataset,
        long batch,
        BatchCounts counts,
        long quarantined,
        int rawFiles,
        int partitions,
        int files,
        long bytes,
        int filesReplaced,
        int commitsWaiting,
        long completeUntilMillis,
        Duration lag,
        Duration took) {

    public boolean foundNew() {
        return counts.commits() > 0;
    }
}
