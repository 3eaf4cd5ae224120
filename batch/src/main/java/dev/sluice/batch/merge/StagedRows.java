package dev.sluice.batch.merge;

import dev.sluice.batch.ledger.DataFile;
import java.util.List;

/**
 * What a merge has staged.
 *
 * @param added staged files
 * @param removed files whose rows the staged ones hold as well
 */
public record StagedRows(List<DataFile> added, List<DataFile> removed) {

    /** Rows that were not there before. */
    public long inserted() {
        return rows(added) - rows(removed);
    }

    /** Those of them that have no partition date. */
    public long unknownDate() {
        return rows(withoutDate(added)) - rows(withoutDate(removed));
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
