package dev.sluice.batch.merge;

import dev.sluice.batch.ledger.DataFile;
import java.util.List;

/**
 * What a merge has staged.
 *
 * @param added staged files
 * @param removed files whose rows the staged ones hold as well, but for those that were replaced
 */
public record StagedRows(List<DataFile> added, List<DataFile> removed, Replaced replaced) {

    /**
     * What a replay did to rows of earlier epochs.
     *
     * @param updated rows that came in for others
     * @param left rows that they came in for
     * @param updatedWithoutDate of those that came in
     * @param leftWithoutDate of those that left
     */
    record Replaced(long updated, long left, long updatedWithoutDate, long leftWithoutDate) {

        static final Replaced NOTHING = new Replaced(0, 0, 0, 0);
    }

    /** Rows that were not there before. */
    public long inserted() {
        return rows(added) - rows(removed) + replaced.left() - replaced.updated();
    }

    /** Rows that took the place of others. */
    public long updated() {
        return replaced.updated();
    }

    /** Inserted rows that have no partition date. */
    public long unknownDate() {
        return rows(withoutDate(added))
                - rows(withoutDate(removed))
                + replaced.leftWithoutDate()
                - replaced.updatedWithoutDate();
    }

    private static List<DataFile> withoutDate(List<DataFile> files) {
        return files.stream()
                .filter(file -> file.folder().endsWith("=" + TouchedFolder.NO_DATE))
                .toList();
    }

    private static long rows(List<DataFile> files) {
        return files.stream().mapToLong(DataFile::rows).sum();
    }
}
