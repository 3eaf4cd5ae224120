package dev.sluice.record.commitlog;

/** Retirements as JSON. Thread-safe. */
public final class RetirementJson {

    private static final VersionedJson<Retirement> JSON =
            new VersionedJson<>(Retirement.class, "retirement", Retirement.FORMAT);

    private RetirementJson() {}

    public static byte[] write(Retirement retirement) {
        return JSON.write(retirement);
    }

    /**
     * @param where what to call it in an error, such as its path
     * @throws UnreadableCommitRecordException when the bytes are no retirement, or one of a later format
     */
    public static Retirement read(byte[] json, String where) {
        return JSON.read(json, where);
    }
}
