package dev.sluice.service.rawzone.parquet;

import dev.sluice.record.avro.LineageColumns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.RecordConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A Parquet file being written on the local disk. It ends in {@link #finish}, which leaves a complete file, or in
 * {@link #discard}, which leaves none. Not thread-safe; may be finished by another thread than the one that wrote.
 */
public final class RowFile {

    /**
     * Until a dictionary is given up, each of its values costs about ten times its own length on the heap, in each
     * column of each open file.
     */
    private static final int DICTIONARY_BYTES = 64 * 1024;
    /** Room for 200,000 different values in a row group with one false hit in a hundred; held twice while it grows. */
    private static final int BLOOM_FILTER_BYTES = 256 * 1024;

    private final Path path;
    private final TrackedOutputFile output;
    private final long fixedBytes;
    private final RowLayout layout;
    private final Map<String, String> footer = new LinkedHashMap<>();
    private final ParquetWriter<SourceRow> writer;

    public RowFile(Path path, RowLayout layout, ParquetOptions options) throws IOException {
        this.path = path;
        this.layout = layout;
        this.output = new TrackedOutputFile(path);
        Builder builder = new Builder(output)
                .withConf(new PlainParquetConfiguration())
                .withCompressionCodec(options.codec())
                .withRowGroupSize(options.rowGroupBytes())
                .withDictionaryPageSize(DICTIONARY_BYTES)
                .withMaxBloomFilterBytes(BLOOM_FILTER_BYTES)
                .withAdaptiveBloomFilterEnabled(true);
        // Each value of these is another one.
        builder.withDictionaryEncoding(LineageColumns.ROWS_OFFSET, false);
        List<String> filtered = options.bloomFilterColumns().stream()
                .filter(layout::canHaveBloomFilter)
                .toList();
        for (String column : filtered) {
            // A key hardly repeats, and where all values are in a dictionary no filter is written.
            builder.withBloomFilterEnabled(column, true).withDictionaryEncoding(column, false);
        }
        this.fixedBytes = (long) filtered.size() * 2 * BLOOM_FILTER_BYTES;
        this.writer = builder.build();
    }

    public void write(SourceRow row) throws IOException {
        writer.write(row);
    }

    /** Bytes of the file so far, with an estimate for what is still in memory. */
    public long bytes() {
        return writer.getDataSize();
    }

    /** Memory that the file takes until its next row group is written, about. */
    public long bufferedBytes() throws IOException {
        return fixedBytes + Math.max(0, writer.getDataSize() - output.written());
    }

    public RowLayout layout() {
        return layout;
    }

    /**
     * Completes the file, or leaves none and fails.
     *
     * @param metadata to be kept in its footer, beside the schema
     * @return the complete file
     */
    public Path finish(Map<String, String> metadata) throws IOException {
        footer.putAll(metadata);
        try {
            writer.close();
            return path;
        } catch (IOException | RuntimeException failure) {
            Files.deleteIfExists(path);
            throw failure;
        }
    }

    /** Removes the file; what was written to it is nowhere. */
    public void discard() throws IOException {
        try {
            writer.close();
        } finally {
            Files.deleteIfExists(path);
        }
    }

    private final class Builder extends ParquetWriter.Builder<SourceRow, Builder> {

        Builder(OutputFile file) {
            super(file);
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        protected WriteSupport<SourceRow> getWriteSupport(Configuration hadoop) {
            return new Rows();
        }

        @Override
        protected WriteSupport<SourceRow> getWriteSupport(ParquetConfiguration configuration) {
            return new Rows();
        }
    }

    private final class Rows extends WriteSupport<SourceRow> {

        private @Nullable RecordConsumer out;

        @Override
        public WriteContext init(Configuration hadoop) {
            return new WriteContext(layout.parquet(), Map.of());
        }

        @Override
        public WriteContext init(ParquetConfiguration configuration) {
            return new WriteContext(layout.parquet(), Map.of());
        }

        @Override
        public void prepareForWrite(RecordConsumer consumer) {
            this.out = consumer;
        }

        @Override
        public void write(SourceRow row) {
            try {
                layout.write(row, Objects.requireNonNull(out));
            } catch (IOException invalid) {
                throw new UnreadableRowException(
                        "Cannot write a row: " + invalid.getClass().getSimpleName(), invalid);
            }
        }

        /** The footer is written last, so it can say where the file ended. */
        @Override
        public FinalizedWriteContext finalizeWrite() {
            return new FinalizedWriteContext(footer);
        }
    }
}
