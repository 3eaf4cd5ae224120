package dev.sluice.record.commitlog;

/** Commit records as JSON. Thread-safe. */
public final class CommitRecordJson {

    private static final VersionedJson<CommitRecord> JSON =
            new VersionedJson<>(CommitRecord.class, "commit record", CommitRecord.FORMAT);

    private CommitRecordJson() {}

    public static byte[] write(CommitRecord record) {
        return JSON.write(record);
    }

    /**
     * @param where what to call the record in an error, such as its path
     * @throws UnreadableCommitRecordException when the bytes are no commit record, or one of a later format
     */
    public static CommitRecord read(byte[] json, String where) {
        return JSON.read(json, where);
    }
}
