package dev.sluice.record.commitlog;

import java.util.Collection;

/** Which ingest hours of a dataset can get no more files: those that the chain of every partition has passed. */
public final class ClosedHours {

    private static final long HOUR_MILLIS = 3_600_000;

    private ClosedHours() {}

    /**
     * @param completeUntilMillis of the last record of each partition's chain; 0 for a partition without a chain
     * @return start of the first hour that is still open, as epoch milliseconds: all before it are closed; 0 when none
     *     is
     */
    public static long firstOpen(Collection<Long> completeUntilMillis) {
        long behind =
                completeUntilMillis.stream().mapToLong(Long::longValue).min().orElse(0);
        return Math.floorDiv(behind, HOUR_MILLIS) * HOUR_MILLIS;
    }
}
