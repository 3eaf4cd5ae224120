package dev.sluice.demo.proof;

import java.sql.SQLException;

/** What a zone holds, for the books example. */
public record ZoneCounts(long files, long partitions, long rows, long distinctIds, long checksum, long lateRows) {

    public static ZoneCounts of(Zone zone) throws SQLException {
        return new ZoneCounts(
                zone.files(), zone.partitions(), zone.rows(), zone.distinctIds(), zone.checksum(), zone.lateRows());
    }
}
