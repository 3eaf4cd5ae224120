package dev.sluice.batch.rawlog;

/**
 * How far a chain has been processed.
 *
 * @param next the offset where the next record starts, and so its name
 * @param commitId of the last processed record, which the next one must continue
 * @param completeUntilMillis every row appended to the partition before this time has been processed
 */
public record ChainPosition(
        String clusterId, String topicId, int partition, long next, String commitId, long completeUntilMillis) {

    public Chain chain() {
        return new Chain(clusterId, topicId, partition);
    }
}
