package dev.sluice.service.rawzone;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How the RAW sink cuts and writes files.
 *
 * @param localDir where files are written before they go to the storage; instances may share it
 * @param rollRows a file has at most this many rows
 * @param rollBytes a file is closed once it has this many bytes
 * @param rollAge a file is closed this long after its first row, so this bounds how late RAW is
 * @param rollIdle a file is closed when no row came for this long
 * @param codec of the Parquet pages
 * @param rowGroupBytes memory per open file: a row group is written once it has this many bytes
 * @param maxBufferBytes memory of all open files together: beyond it the largest are closed early
 * @param bloomFilterColumns columns with a bloom filter, such as the record key
 * @param commitThreads files that are committed at the same time
 * @param revokeTimeout how long a rebalance waits for files to be committed before it abandons them
 * @param retryMin wait before the first repetition of a failed storage call; doubles with each
 * @param retryMax longest such wait
 */
public record RawSettings(
        Path localDir,
        long rollRows,
        long rollBytes,
        Duration rollAge,
        Duration rollIdle,
        Codec codec,
        long rowGroupBytes,
        long maxBufferBytes,
        List<String> bloomFilterColumns,
        int commitThreads,
        Duration revokeTimeout,
        Duration retryMin,
        Duration retryMax) {

    private static final long MIB = 1024 * 1024;

    public enum Codec {
        ZSTD,
        SNAPPY
    }

    public RawSettings {
        bloomFilterColumns = List.copyOf(bloomFilterColumns);
        requirePositive("raw.roll.rows", rollRows);
        requirePositive("raw.roll.bytes", rollBytes);
        requirePositive("raw.roll.age", rollAge.toMillis());
        requirePositive("raw.roll.idle", rollIdle.toMillis());
        requirePositive("raw.row-group", rowGroupBytes);
        requirePositive("raw.max-buffer", maxBufferBytes);
        requirePositive("raw.commit-threads", commitThreads);
        requirePositive("raw.revoke-timeout", revokeTimeout.toMillis());
        requirePositive("raw.retry.min", retryMin.toMillis());
        if (retryMax.compareTo(retryMin) < 0) {
            throw new IllegalArgumentException(
                    "Invalid raw.retry.max: " + retryMax + ", expected at least raw.retry.min, " + retryMin);
        }
    }

    public static RawSettings defaults(Path localDir) {
        return new RawSettings(
                localDir,
                1_000_000,
                128 * MIB,
                Duration.ofMinutes(5),
                Duration.ofSeconds(30),
                Codec.ZSTD,
                32 * MIB,
                128 * MIB,
                List.of(),
                4,
                Duration.ofSeconds(10),
                Duration.ofMillis(200),
                Duration.ofSeconds(30));
    }

    /** The same with other limits for a file. */
    public RawSettings rollingAt(long rows, long bytes, Duration age, Duration idle) {
        return new RawSettings(
                localDir,
                rows,
                bytes,
                age,
                idle,
                codec,
                rowGroupBytes,
                maxBufferBytes,
                bloomFilterColumns,
                commitThreads,
                revokeTimeout,
                retryMin,
                retryMax);
    }

    /** The same with bloom filters on other columns. */
    public RawSettings withBloomFilters(List<String> columns) {
        return new RawSettings(
                localDir,
                rollRows,
                rollBytes,
                rollAge,
                rollIdle,
                codec,
                rowGroupBytes,
                maxBufferBytes,
                columns,
                commitThreads,
                revokeTimeout,
                retryMin,
                retryMax);
    }

    private static void requirePositive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException("Invalid " + name + ": " + value + ", expected more than 0");
        }
    }
}
