package dev.sluice.batch.merge;

import dev.sluice.batch.storage.LakeStorage;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A folder of the Processed Zone that new rows belong to.
 *
 * @param date as the folder is named by it; null for rows without a partition date
 * @param path relative to the zone's root
 * @param newRows rows that arrived for it, duplicates among them
 * @param kept files that stay: only their keys are read
 * @param rewritten small files that are read whole and written anew together with the new rows
 */
record TouchedFolder(
        @Nullable String date,
        String path,
        long newRows,
        List<LakeStorage.Entry> kept,
        List<LakeStorage.Entry> rewritten) {

    /** Hive's name for "no value", which Spark, DuckDB and Trino read back as null. */
    static final String NO_DATE = "__HIVE_DEFAULT_PARTITION__";

    static TouchedFolder look(
            LakeStorage processed,
            String dataset,
            String column,
            @Nullable String date,
            long newRows,
            MergeSettings settings)
            throws IOException {
        String path = dataset + "/" + column + "=" + (date == null ? NO_DATE : date);
        List<LakeStorage.Entry> files =
                processed.list(path).stream().filter(TouchedFolder::isData).toList();
        List<LakeStorage.Entry> small =
                files.stream().filter(file -> settings.isSmall(file.bytes())).toList();
        boolean fragmented = small.size() >= settings.smallFilesKept();
        List<LakeStorage.Entry> rewritten = fragmented ? small : List.of();
        List<LakeStorage.Entry> kept =
                files.stream().filter(file -> !rewritten.contains(file)).toList();
        return new TouchedFolder(date, path, newRows, kept, rewritten);
    }

    /** The same rule that Spark and Hive read a folder by. */
    private static boolean isData(LakeStorage.Entry entry) {
        return !entry.folder() && !entry.name().startsWith("_") && !entry.name().startsWith(".");
    }

    List<String> keptPaths() {
        return paths(kept);
    }

    List<String> rewrittenPaths() {
        return paths(rewritten);
    }

    long rewrittenBytes() {
        return rewritten.stream().mapToLong(LakeStorage.Entry::bytes).sum();
    }

    private List<String> paths(List<LakeStorage.Entry> files) {
        return files.stream().map(file -> path + "/" + file.name()).toList();
    }
}
