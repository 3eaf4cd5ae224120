package dev.sluice.batch.merge;

import dev.sluice.batch.storage.LakeStorage;
import dev.sluice.batch.table.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A folder of the Processed Zone that new rows belong to.
 *
 * @param date as the folder is named by it; null for rows without a partition date
 * @param path relative to the zone's root
 * @param newRows rows that arrived for it, duplicates among them
 * @param kept files that stay: only their keys are read
 * @param rewritten small files that are read whole and written anew together with the new rows
 * @param dropped files that go unread, because the folder is built anew
 */
record TouchedFolder(
        @Nullable String date,
        String path,
        long newRows,
        List<LakeStorage.Entry> kept,
        List<LakeStorage.Entry> rewritten,
        List<LakeStorage.Entry> dropped) {

    /** Hive's name for "no value", which Spark, DuckDB and Trino read back as null. */
    static final String NO_DATE = "__HIVE_DEFAULT_PARTITION__";

    static TouchedFolder look(
            Table table,
            String dataset,
            String column,
            @Nullable String date,
            long newRows,
            MergeSettings settings,
            DataFiles dataFiles)
            throws IOException {
        String name = name(column, date);
        List<LakeStorage.Entry> files = table.files(name);
        List<LakeStorage.Entry> small = files.stream()
                .filter(file -> settings.layout().isSmall(file.bytes()))
                .toList();
        if (settings.layout().limitsRows() && small.size() >= settings.smallFilesKept()) {
            small = dataFiles.withRoom(dataset + "/" + name, small, settings.layout());
        }
        boolean fragmented = small.size() >= settings.smallFilesKept();
        List<LakeStorage.Entry> rewritten = fragmented ? small : List.of();
        List<LakeStorage.Entry> kept =
                files.stream().filter(file -> !rewritten.contains(file)).toList();
        return new TouchedFolder(date, dataset + "/" + name, newRows, kept, rewritten, List.of());
    }

    /** One that is to hold the new rows alone. */
    static TouchedFolder anew(Table table, String dataset, String column, @Nullable String date, long newRows)
            throws IOException {
        String name = name(column, date);
        return new TouchedFolder(date, dataset + "/" + name, newRows, List.of(), List.of(), table.files(name));
    }

    /** All folders of the table that no new row belongs to. */
    static List<TouchedFolder> others(Table table, String dataset, String column, Set<@Nullable String> touched)
            throws IOException {
        List<TouchedFolder> others = new ArrayList<>();
        for (String date : dates(table, column)) {
            if (!touched.contains(date)) {
                String name = name(column, date);
                others.add(new TouchedFolder(date, dataset + "/" + name, 0, table.files(name), List.of(), List.of()));
            }
        }
        return others;
    }

    /** Of all folders of the table. */
    static List<@Nullable String> dates(Table table, String column) throws IOException {
        List<@Nullable String> dates = new ArrayList<>();
        for (String folder : table.folders()) {
            String value = folder.substring(column.length() + 1);
            dates.add(value.equals(NO_DATE) ? null : value);
        }
        return dates;
    }

    private static String name(String column, @Nullable String date) {
        return column + "=" + (date == null ? NO_DATE : date);
    }

    boolean changes() {
        return newRows > 0 || !rewritten.isEmpty() || !dropped.isEmpty();
    }

    /** The same folder, with some more of its files written anew. */
    TouchedFolder rewriting(Set<String> names) {
        Map<Boolean, List<LakeStorage.Entry>> byName =
                kept.stream().collect(Collectors.partitioningBy(file -> names.contains(file.name())));
        List<LakeStorage.Entry> more = new ArrayList<>(rewritten);
        more.addAll(byName.getOrDefault(true, List.of()));
        return new TouchedFolder(date, path, newRows, byName.getOrDefault(false, List.of()), more, dropped);
    }

    List<String> keptPaths() {
        return paths(kept);
    }

    List<String> rewrittenPaths() {
        return paths(rewritten);
    }

    List<String> paths() {
        List<LakeStorage.Entry> all = new ArrayList<>(kept);
        all.addAll(rewritten);
        return paths(all);
    }

    long rewrittenBytes() {
        return rewritten.stream().mapToLong(LakeStorage.Entry::bytes).sum();
    }

    private List<String> paths(List<LakeStorage.Entry> files) {
        return files.stream().map(file -> path + "/" + file.name()).toList();
    }
}
