package dev.sluice.batch.compact;

import dev.sluice.batch.output.FileLayout;
import java.time.Duration;

/**
 * What is worth the work.
 *
 * @param layout that files are put together to; a file of half its size or rows is large enough
 * @param smallFilesLeft a folder with no more small files than these is left as it is
 * @param keepRemoved how long files that were replaced stay for readers of an older state, where the table's format has
 *     such readers
 */
public record CompactSettings(FileLayout layout, int smallFilesLeft, Duration keepRemoved) {

    public CompactSettings {
        if (smallFilesLeft < 1) {
            throw new IllegalArgumentException(
                    "Invalid compact settings: " + smallFilesLeft + " small files, expected at least 1");
        }
    }

    /** Replaced files stay for a week, as Delta's own VACUUM leaves them. */
    public CompactSettings(FileLayout layout, int smallFilesLeft) {
        this(layout, smallFilesLeft, Duration.ofDays(7));
    }

    public CompactSettings(long targetFileBytes, int smallFilesLeft) {
        this(FileLayout.ofSize(targetFileBytes), smallFilesLeft);
    }
}
