package dev.sluice.service.rawzone.fsck;

import dev.sluice.record.commitlog.CommitLogPaths;
import dev.sluice.record.commitlog.CommitRecord;
import java.util.OptionalInt;

/** Where a chain lies, which says whose it is. */
record ChainFolder(String dataset, String clusterId, String topicId, int partition) {

    String path() {
        return CommitLogPaths.chain(dataset, clusterId, topicId, partition);
    }

    String path(String name) {
        return path() + "/" + name;
    }

    boolean isOf(CommitRecord record) {
        return record.clusterId().equals(clusterId)
                && record.topicId().equals(topicId)
                && record.partition() == partition;
    }

    Finding finding(FindingKind kind, String path, String detail) {
        return new Finding(kind, dataset, OptionalInt.of(partition), path, detail, Finding.Remedy.BY_HAND);
    }
}
