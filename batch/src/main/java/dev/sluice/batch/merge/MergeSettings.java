package dev.sluice.batch.merge;

/**
 * How data files are cut.
 *
 * @param targetFileBytes size that a data file grows to before a folder gets another
 * @param smallFilesKept number of small files, those under half the target, that a folder may hold; the run
 *     that would add one more writes them anew as one. Hourly appends would otherwise end in a file per hour
 */
public record MergeSettings(long targetFileBytes, int smallFilesKept) {

    public static final MergeSettings DEFAULT = new MergeSettings(128L << 20, 8);

    public MergeSettings {
        if (targetFileBytes < 1 || smallFilesKept < 1) {
            throw new IllegalArgumentException("Invalid merge settings: " + targetFileBytes + " bytes, "
                    + smallFilesKept + " small files, expected at least 1 of each");
        }
    }

    boolean isSmall(long bytes) {
        return bytes < targetFileBytes / 2;
    }
}
