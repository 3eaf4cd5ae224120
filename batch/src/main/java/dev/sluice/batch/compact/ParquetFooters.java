package dev.sluice.batch.compact;

import dev.sluice.batch.storage.LakeStorage;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;

/** What files say of themselves. */
final class ParquetFooters {

    private final LakeStorage processed;
    private final Configuration hadoop = new Configuration();

    ParquetFooters(LakeStorage processed) {
        this.processed = processed;
    }

    SmallFile read(String folder, String name, long bytes) throws IOException {
        var input = HadoopInputFile.fromPath(new Path(processed.location(folder + "/" + name)), hadoop);
        try (ParquetFileReader reader = ParquetFileReader.open(input)) {
            return new SmallFile(
                    folder,
                    name,
                    bytes,
                    reader.getRecordCount(),
                    reader.getFileMetaData().getSchema());
        }
    }
}
