package dev.sluice.batch.rawlog;

import dev.sluice.record.commitlog.CommitRecord;
import dev.sluice.record.commitlog.RecordName;

/**
 * How far a chain has been processed.
 *
 * @param next the offset where the next record starts
 * @param sequence of the next record: with {@code next}, its name
 * @param commitId of the last processed record, which the next one must continue
 * @param completeUntilMillis every row appended to the partition before this time has been processed
 */
public record ChainPosition(
        String clusterId,
        String topicId,
        int partition,
        long next,
        int sequence,
        String commitId,
        long completeUntilMillis) {

    static ChainPosition after(CommitRecord record) {
        RecordName name = RecordName.after(record);
        return new ChainPosition(
                record.clusterId(),
                record.topicId(),
                record.partition(),
                name.start(),
                name.sequence(),
                record.commitId(),
                record.completeUntilMillis());
    }

    RecordName nextRecord() {
        return new RecordName(next, sequence);
    }

    public Chain chain() {
        return new Chain(clusterId, topicId, partition);
    }
}
