package dev.sluice.batch.merge;

import dev.sluice.batch.ledger.DataFile;
import java.util.List;

/**
 * What a merge has staged.
 *
 * @param added staged files
 * @param removed files whose rows the staged ones hold as well, but for those that were replaced
 * @param replaced rows that left the table, and those that came in for them
 */
public record StagedRows(List<DataFile> added, List<DataFile> removed, Replaced replaced) {

    /**
     * What came in for rows that were there.
     *
     * @param updated rows that came in for others
     * @param left rows that they came in for
     * @param updatedWithoutDate of those that came in
     * @param leftWithoutDate of those that left
     */
    record Replaced(long updated, long left, long updatedWithoutDate, long leftWithoutDate) {

        static final Replaced NOTHING = new Replaced(0, 0, 0, 0);
    }

    /** Of folders that are built anew: every row takes the place of others, or none is there any more. */
    static StagedRows anew(
            List<DataFile> added, List<DataFile> removed, List<DataFile> dropped, Replaced inOtherFolders) {
        long left = rows(dropped) + inOtherFolders.left();
        long leftWithoutDate = rows(withoutDate(dropped)) + inOtherFolders.leftWithoutDate();
        return new StagedRows(
                added,
                removed,
                new Replaced(
                        rows(added) - rows(removed) + left,
                        left,
                        rows(withoutDate(added)) - rows(withoutDate(removed)) + leftWithoutDate,
                        leftWithoutDate));
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
