package dev.sluice.batch.compact;

import dev.sluice.batch.storage.LakeStorage;
import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;

/** What files say of themselves. */
final class ParquetFooters {

    private final LakeStorage processed;

    ParquetFooters(LakeStorage processed) {
        this.processed = processed;
    }

    /** @param path of a file, relative to the zone's root */
    SmallFile read(String path) throws IOException {
        var input = HadoopInputFile.fromPath(new Path(processed.location(path)), processed.hadoop());
        int slash = path.lastIndexOf('/');
        try (ParquetFileReader reader = ParquetFileReader.open(input)) {
            return new SmallFile(
                    path.substring(0, slash),
                    path.substring(slash + 1),
                    input.getLength(),
                    reader.getRecordCount(),
                    reader.getFileMetaData().getSchema());
        }
    }
}
