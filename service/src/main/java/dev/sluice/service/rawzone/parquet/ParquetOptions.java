package dev.sluice.service.rawzone.parquet;

import java.util.List;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * @param rowGroupBytes held in memory per open file until written
 * @param bloomFilterColumns columns that get a bloom filter, by name
 */
public record ParquetOptions(CompressionCodecName codec, long rowGroupBytes, List<String> bloomFilterColumns) {

    public ParquetOptions {
        bloomFilterColumns = List.copyOf(bloomFilterColumns);
    }
}
