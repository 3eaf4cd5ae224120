package dev.sluice.batch.merge;

import dev.sluice.record.commitlog.RawFile;
import java.util.List;

/** The folders that some new RAW files touch, and how the rows are spread over tasks and files. */
public final class TouchedFolders {

    /** Several tasks for each core, so that one long task does not keep the others waiting. */
    private static final int TASKS_PER_CORE = 3;

    private final List<RawFile> files;
    private final List<TouchedFolder> folders;
    private final double bytesPerRow;

    TouchedFolders(List<RawFile> files, List<TouchedFolder> folders) {
        this.files = List.copyOf(files);
        this.folders = List.copyOf(folders);
        this.bytesPerRow = files.stream().mapToLong(RawFile::bytes).sum()
                / (double) Math.max(1, files.stream().mapToLong(RawFile::rows).sum());
    }

    public int count() {
        return folders.size();
    }

    /** Rows that were read from the files, which is to be what the commit log says. */
    public long rows() {
        return folders.stream().mapToLong(TouchedFolder::newRows).sum();
    }

    /** The same new rows with other folders. */
    TouchedFolders with(List<TouchedFolder> others) {
        return new TouchedFolders(files, others);
    }

    boolean isNothing() {
        return folders.stream().noneMatch(TouchedFolder::changes);
    }

    List<TouchedFolder> folders() {
        return folders;
    }

    List<String> keptPaths() {
        return folders.stream().flatMap(folder -> folder.keptPaths().stream()).toList();
    }

    List<String> rewrittenPaths() {
        return folders.stream()
                .flatMap(folder -> folder.rewrittenPaths().stream())
                .toList();
    }

    /** Files that a folder's rows are to be spread over. Rows are taken to be as large as they are in RAW. */
    int slices(TouchedFolder folder, MergeSettings settings) {
        double bytes = folder.rewrittenBytes() + folder.newRows() * bytesPerRow;
        return (int) Math.max(1, Math.ceil(bytes / settings.layout().targetBytes()));
    }

    int tasks(MergeSettings settings, int cores) {
        int slices =
                folders.stream().mapToInt(folder -> slices(folder, settings)).sum();
        double bytes = rows() * bytesPerRow;
        int forSize = (int) Math.ceil(bytes / settings.layout().targetBytes());
        return Math.max(1, Math.min(slices, Math.max(forSize, cores * TASKS_PER_CORE)));
    }

    /** Keeps a file near the target also where several slices of a folder meet in one task. */
    long rowsPerFile(MergeSettings settings) {
        double forSize = Math.max(1000, 1.5 * settings.layout().targetBytes() / Math.max(1, bytesPerRow));
        return Math.min(settings.layout().mostRows(), (long) forSize);
    }
}
