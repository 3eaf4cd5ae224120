package dev.sluice.batch.ledger;

import dev.sluice.record.commitlog.UnreadableCommitRecordException;
import dev.sluice.record.commitlog.VersionedJson;

/** Batch commits as JSON. Thread-safe. */
public final class BatchCommitJson {

    private static final VersionedJson<BatchCommit> JSON =
            new VersionedJson<>(BatchCommit.class, "batch commit", BatchCommit.FORMAT);

    private BatchCommitJson() {}

    public static byte[] write(BatchCommit commit) {
        return JSON.write(commit);
    }

    /**
     * @param where the file's path, for an error
     * @throws UnreadableCommitRecordException when the bytes are no batch commit, or one of a later format
     */
    public static BatchCommit read(byte[] json, String where) {
        return JSON.read(json, where);
    }
}
