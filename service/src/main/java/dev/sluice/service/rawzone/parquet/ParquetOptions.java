package dev.sluice.service.rawzone.parquet;

import java.util.List;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * @param rowGroupBytes at most so much is held in memory per open file until written
 * @param bloomFilterColumns columns that get a bloom filter, by name; those whose type has none are passed over
 */
public record ParquetOptions(CompressionCodecName codec, long rowGroupBytes, List<String> bloomFilterColumns) {

    public ParquetOptions {
        bloomFilterColumns = List.copyOf(bloomFilterColumns);
    }
}
