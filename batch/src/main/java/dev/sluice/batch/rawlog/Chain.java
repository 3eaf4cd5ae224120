package dev.sluice.batch.rawlog;

import dev.sluice.record.commitlog.CommitLogPaths;

/** The commits of one partition of one rows topic. */
public record Chain(String clusterId, String topicId, int partition) {

    String folder(String dataset) {
        return CommitLogPaths.chain(dataset, clusterId, topicId, partition);
    }
}
