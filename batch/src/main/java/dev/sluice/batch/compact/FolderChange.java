package dev.sluice.batch.compact;

/**
 * What becomes of a folder.
 *
 * @param path relative to the zone's root
 * @param bytesAfter of all its files; of a dry run what the files have now, which is a little more than it will be
 */
public record FolderChange(String path, int filesBefore, int filesAfter, long bytesBefore, long bytesAfter) {}
