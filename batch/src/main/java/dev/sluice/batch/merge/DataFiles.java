package dev.sluice.batch.merge;

import dev.sluice.batch.ledger.DataFile;
import dev.sluice.batch.storage.LakeStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;

/** Parquet files with the row counts that their footers state: counted is what was stored, not what was meant. */
final class DataFiles {

    private static final String PARQUET = ".parquet";

    /** Beside the datasets, where no reader of a table looks. */
    private static final String QUARANTINE = "_quarantine";

    private final LakeStorage processed;
    private final Configuration hadoop;

    DataFiles(LakeStorage processed, Configuration hadoop) {
        this.processed = processed;
        this.hadoop = hadoop;
    }

    /**
     * The files that Spark wrote into a staging folder.
     *
     * @param namePrefix of the names they get, unique to the batch
     */
    List<DataFile> staged(String stagingFolder, String dataset, String namePrefix) throws IOException {
        List<DataFile> files = new ArrayList<>();
        for (LakeStorage.Entry folder : processed.list(stagingFolder)) {
            String to = dataset + "/" + folder.name();
            addStaged(files, stagingFolder + "/" + folder.name(), to, namePrefix);
        }
        return files;
    }

    /** The file of refused rows; none when no row was. */
    List<DataFile> quarantined(String stagingFolder, String dataset, String namePrefix) throws IOException {
        List<DataFile> files = new ArrayList<>();
        addStaged(files, stagingFolder, QUARANTINE + "/" + dataset, namePrefix);
        return files.stream().filter(file -> file.rows() > 0).toList();
    }

    private void addStaged(List<DataFile> files, String from, String to, String namePrefix) throws IOException {
        for (LakeStorage.Entry file : processed.list(from)) {
            if (file.name().endsWith(PARQUET) && !file.name().startsWith(".")) {
                String name = String.format(Locale.ROOT, "%s-%04d%s", namePrefix, files.size(), PARQUET);
                String staged = from + "/" + file.name();
                files.add(new DataFile(to + "/" + name, staged, rows(staged), file.bytes()));
            }
        }
    }

    List<DataFile> replaced(TouchedFolder folder) throws IOException {
        List<DataFile> files = new ArrayList<>();
        for (LakeStorage.Entry file : folder.rewritten()) {
            String path = folder.path() + "/" + file.name();
            files.add(new DataFile(path, null, rows(path), file.bytes()));
        }
        return files;
    }

    private long rows(String path) throws IOException {
        var input = HadoopInputFile.fromPath(new Path(processed.location(path)), hadoop);
        try (ParquetFileReader reader = ParquetFileReader.open(input)) {
            return reader.getRecordCount();
        }
    }
}
