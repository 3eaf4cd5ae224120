package dev.sluice.batch.merge;

import dev.sluice.batch.output.FileLayout;

/**
 * How data files are written.
 *
 * @param smallFilesKept number of small files, those under half the target, that a folder may hold; the run
 *     that would add one more writes them anew as one. Hourly appends would otherwise end in a file per hour
 */
public record MergeSettings(FileLayout layout, int smallFilesKept) {

    public static final MergeSettings DEFAULT = new MergeSettings(FileLayout.DEFAULT);

    public MergeSettings {
        if (smallFilesKept < 1) {
            throw new IllegalArgumentException(
                    "Invalid merge settings: " + smallFilesKept + " small files, expected at least 1");
        }
    }

    public MergeSettings(FileLayout layout) {
        this(layout, 8);
    }

    public MergeSettings(long targetFileBytes, int smallFilesKept) {
        this(FileLayout.ofSize(targetFileBytes), smallFilesKept);
    }
}
