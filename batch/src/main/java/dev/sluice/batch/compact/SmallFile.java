package dev.sluice.batch.compact;

import org.apache.parquet.schema.MessageType;

/**
 * A data file that could be part of a larger one.
 *
 * @param schema only files of one schema are put together, so that no column and no value changes
 */
record SmallFile(String folder, String name, long bytes, long rows, MessageType schema) {

    String path() {
        return folder + "/" + name;
    }
}
