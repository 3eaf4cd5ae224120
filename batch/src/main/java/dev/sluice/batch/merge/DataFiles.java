package dev.sluice.batch.merge;

import dev.sluice.batch.ledger.DataFile;
import dev.sluice.batch.output.FileLayout;
import dev.sluice.batch.output.WrittenFiles;
import dev.sluice.batch.storage.LakeStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.jspecify.annotations.Nullable;

/** Parquet files with the row counts that their footers state: counted is what was stored, not what was meant. */
final class DataFiles {

    private static final String PARQUET = ".parquet";

    /** Beside the datasets, where no reader of a table looks. */
    private static final String QUARANTINE = "_quarantine";

    private final LakeStorage processed;

    DataFiles(LakeStorage processed) {
        this.processed = processed;
    }

    /**
     * The files that Spark wrote into a staging folder.
     *
     * @param namePrefix of the names they get, unique to the batch
     */
    List<DataFile> staged(String stagingFolder, String dataset, String namePrefix) throws IOException {
        List<DataFile> files = new ArrayList<>();
        for (String written : WrittenFiles.of(processed, stagingFolder)) {
            String folder = written.substring(0, written.lastIndexOf('/'));
            files.add(staged(stagingFolder + "/" + written, dataset + "/" + folder, namePrefix, files.size()));
        }
        return files;
    }

    /** The file of refused rows; none when no row was. */
    List<DataFile> quarantined(String stagingFolder, String dataset, String namePrefix) throws IOException {
        List<DataFile> files = new ArrayList<>();
        for (String written : WrittenFiles.of(processed, stagingFolder)) {
            files.add(staged(stagingFolder + "/" + written, QUARANTINE + "/" + dataset, namePrefix, files.size()));
        }
        return files.stream().filter(file -> file.rows() > 0).toList();
    }

    private DataFile staged(String staged, String to, String namePrefix, int number) throws IOException {
        String name = String.format(Locale.ROOT, "%s-%04d%s", namePrefix, number, PARQUET);
        return file(to + "/" + name, staged, staged);
    }

    /** Paths of all files of refused rows. */
    List<String> putAside(String dataset) throws IOException {
        String folder = QUARANTINE + "/" + dataset;
        return processed.list(folder).stream()
                .filter(LakeStorage.Entry::isData)
                .map(file -> folder + "/" + file.name())
                .toList();
    }

    List<DataFile> rewritten(TouchedFolder folder) throws IOException {
        return files(folder, folder.rewritten());
    }

    List<DataFile> dropped(TouchedFolder folder) throws IOException {
        return files(folder, folder.dropped());
    }

    private List<DataFile> files(TouchedFolder folder, List<LakeStorage.Entry> entries) throws IOException {
        List<DataFile> files = new ArrayList<>();
        for (LakeStorage.Entry file : entries) {
            String path = folder.path() + "/" + file.name();
            files.add(file(path, null, path));
        }
        return files;
    }

    /** Of some files those that may have more rows. Opens each. */
    List<LakeStorage.Entry> withRoom(String folder, List<LakeStorage.Entry> entries, FileLayout layout)
            throws IOException {
        List<LakeStorage.Entry> files = new ArrayList<>();
        for (LakeStorage.Entry file : entries) {
            String path = folder + "/" + file.name();
            if (layout.hasRoom(file(path, null, path).rows())) {
                files.add(file);
            }
        }
        return files;
    }

    private DataFile file(String path, @Nullable String staged, String stored) throws IOException {
        var input = HadoopInputFile.fromPath(new Path(processed.location(stored)), processed.hadoop());
        try (ParquetFileReader reader = ParquetFileReader.open(input)) {
            return new DataFile(path, staged, reader.getRecordCount(), input.getLength());
        }
    }
}
