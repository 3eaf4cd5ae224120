package dev.sluice.record.commitlog;

/** Epochs as JSON. Thread-safe. */
public final class EpochJson {

    private static final VersionedJson<Epoch> JSON = new VersionedJson<>(Epoch.class, "epoch record", Epoch.FORMAT);

    private EpochJson() {}

    public static byte[] write(Epoch epoch) {
        return JSON.write(epoch);
    }

    /**
     * @param where what to call the record in an error, such as its path
     * @throws UnreadableCommitRecordException when the bytes are no epoch record, or one of a later format
     */
    public static Epoch read(byte[] json, String where) {
        return JSON.read(json, where);
    }
}
