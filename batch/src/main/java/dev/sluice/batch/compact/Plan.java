package dev.sluice.batch.compact;

import dev.sluice.batch.ledger.DataFile;
import dev.sluice.batch.output.FileLayout;
import dev.sluice.batch.storage.LakeStorage;
import dev.sluice.batch.table.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.parquet.schema.MessageType;

/** Which files of which folders become one. */
final class Plan {

    private final Map<String, List<LakeStorage.Entry>> folders = new LinkedHashMap<>();
    private final List<Bin> bins = new ArrayList<>();

    /** Lists the table's folders; of files, only those are opened that may become part of another. */
    static Plan of(Table table, LakeStorage processed, String dataset, CompactSettings settings) throws IOException {
        Plan plan = new Plan();
        ParquetFooters footers = new ParquetFooters(processed);
        for (String folder : table.folders()) {
            plan.look(dataset + "/" + folder, table.files(folder), settings, footers);
        }
        return plan;
    }

    private void look(String folder, List<LakeStorage.Entry> files, CompactSettings settings, ParquetFooters footers)
            throws IOException {
        FileLayout layout = settings.layout();
        List<LakeStorage.Entry> small =
                files.stream().filter(file -> layout.isSmall(file.bytes())).toList();
        if (small.size() <= settings.smallFilesLeft()) {
            return;
        }
        List<SmallFile> read = new ArrayList<>();
        for (LakeStorage.Entry file : small) {
            SmallFile candidate = footers.read(folder + "/" + file.name());
            if (layout.hasRoom(candidate.rows())) {
                read.add(candidate);
            }
        }
        if (read.size() <= settings.smallFilesLeft()) {
            return;
        }
        Map<MessageType, List<SmallFile>> bySchema = read.stream()
                .collect(Collectors.groupingBy(SmallFile::schema, LinkedHashMap::new, Collectors.toList()));
        int before = bins.size();
        bySchema.values().forEach(same -> bins.addAll(Bin.pack(same, layout)));
        if (bins.size() > before) {
            folders.put(folder, files);
        }
    }

    List<Bin> bins() {
        return bins;
    }

    int folders() {
        return folders.size();
    }

    List<DataFile> removed() {
        return bins.stream()
                .flatMap(bin -> bin.files().stream())
                .map(file -> new DataFile(file.path(), null, file.rows(), file.bytes()))
                .toList();
    }

    /** As the bins have it, before any byte is written. */
    List<FolderChange> expected() {
        return changes(bins.stream()
                .map(bin -> new DataFile(bin.folder() + "/expected", null, bin.rows(), bin.bytes()))
                .toList());
    }

    List<FolderChange> changes(List<DataFile> added) {
        List<FolderChange> changes = new ArrayList<>();
        List<DataFile> removed = removed();
        folders.forEach((folder, files) -> {
            List<DataFile> in = in(folder, added);
            List<DataFile> out = in(folder, removed);
            long before = files.stream().mapToLong(LakeStorage.Entry::bytes).sum();
            changes.add(new FolderChange(
                    folder,
                    files.size(),
                    files.size() - out.size() + in.size(),
                    before,
                    before - bytes(out) + bytes(in)));
        });
        return changes;
    }

    private static List<DataFile> in(String folder, List<DataFile> files) {
        return files.stream().filter(file -> file.folder().equals(folder)).toList();
    }

    private static long bytes(List<DataFile> files) {
        return files.stream().mapToLong(DataFile::bytes).sum();
    }
}
