package dev.sluice.service.rawzone.chain;

import dev.sluice.record.commitlog.CommitLogPaths;

/**
 * Which chain: one per dataset and rows-topic partition. Cluster and topic are named by id, so that a recreated topic
 * or a cloned environment is not taken for the one whose rows are in the RAW zone.
 */
public record ChainId(String dataset, String clusterId, String topicId, String topic, int partition) {

    String folder() {
        return CommitLogPaths.chain(dataset, clusterId, topicId, partition);
    }

    @Override
    public String toString() {
        return topic + "-" + partition;
    }
}
