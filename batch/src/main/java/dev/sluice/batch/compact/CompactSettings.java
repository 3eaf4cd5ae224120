package dev.sluice.batch.compact;

/**
 * What is worth the work.
 *
 * @param targetFileBytes size that files are put together up to; a file of half of it is large enough
 * @param smallFilesLeft a folder with no more small files than these is left as it is
 */
public record CompactSettings(long targetFileBytes, int smallFilesLeft) {

    public CompactSettings {
        if (targetFileBytes < 2 || smallFilesLeft < 1) {
            throw new IllegalArgumentException("Invalid compact settings: " + targetFileBytes + " bytes, "
                    + smallFilesLeft + " small files, expected at least 2 and 1");
        }
    }

    boolean isSmall(long bytes) {
        return bytes < targetFileBytes / 2;
    }
}
