package dev.sluice.service.rawzone.fsck;

import dev.sluice.record.commitlog.CommitRecord;

/** Told what a check sees, as it sees it, so that a large zone needs no more memory than a small one. One thread. */
public interface Report {

    void found(Finding finding);

    /** @param record that is in the chain, readable and in its place or not */
    default void record(CommitRecord record) {}

    void chain(ChainSummary summary);

    /** @param how far the check is, in a few words; often */
    void progress(String how);
}
