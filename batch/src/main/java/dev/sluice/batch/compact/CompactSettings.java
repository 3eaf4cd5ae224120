package dev.sluice.batch.compact;

import java.time.Duration;

/**
 * What is worth the work.
 *
 * @param targetFileBytes size that files are put together up to; a file of half of it is large enough
 * @param smallFilesLeft a folder with no more small files than these is left as it is
 * @param keepRemoved how long files that were replaced stay for readers of an older state, where the table's format has
 *     such readers
 */
public record CompactSettings(long targetFileBytes, int smallFilesLeft, Duration keepRemoved) {

    public CompactSettings {
        if (targetFileBytes < 2 || smallFilesLeft < 1) {
            throw new IllegalArgumentException("Invalid compact settings: " + targetFileBytes + " bytes, "
                    + smallFilesLeft + " small files, expected at least 2 and 1");
        }
    }

    /** Replaced files stay for a week, as Delta's own VACUUM leaves them. */
    public CompactSettings(long targetFileBytes, int smallFilesLeft) {
        this(targetFileBytes, smallFilesLeft, Duration.ofDays(7));
    }

    boolean isSmall(long bytes) {
        return bytes < targetFileBytes / 2;
    }
}
