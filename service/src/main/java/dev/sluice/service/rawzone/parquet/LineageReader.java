package dev.sluice.service.rawzone.parquet;

import dev.sluice.record.avro.LineageColumns;
import dev.sluice.service.rawzone.parquet.FieldWriters.FieldWriter;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;

/**
 * Reads the few lineage fields of a row that must be known before it is written, skipping the others. A row that this
 * has read to its end can be written: a broken one never leaves half of itself in a file.
 */
final class LineageReader {

    private static final List<String> NEEDED = List.of(
            LineageColumns.KAFKA_PARTITION,
            LineageColumns.KAFKA_TIMESTAMP,
            LineageColumns.SOURCE_HOUR,
            LineageColumns.INGEST_EPOCH,
            LineageColumns.DEFINITION_VERSION);

    private final List<Step> steps = new ArrayList<>();

    private interface Step {
        void read(BinaryDecoder in, Values values) throws IOException;
    }

    private static final class Values {
        int partition;
        long timestampMicros;
        int hour;
        int epoch;
        String version = "";
    }

    LineageReader(Schema avro) {
        for (Schema.Field field : avro.getFields()) {
            steps.add(step(field));
        }
        for (String needed : NEEDED) {
            if (avro.getField(needed) == null) {
                throw new UnreadableRowException(
                        "Cannot read rows of " + avro.getFullName() + ": their schema has no field " + needed);
            }
        }
    }

    private static Step step(Schema.Field field) {
        switch (field.name()) {
            case LineageColumns.KAFKA_PARTITION:
                return (in, values) -> values.partition = in.readInt();
            case LineageColumns.KAFKA_TIMESTAMP:
                return (in, values) -> values.timestampMicros = in.readLong();
            case LineageColumns.SOURCE_HOUR:
                return (in, values) -> values.hour = in.readInt();
            case LineageColumns.INGEST_EPOCH:
                return (in, values) -> values.epoch = in.readInt();
            case LineageColumns.DEFINITION_VERSION:
                return (in, values) -> values.version = in.readString();
            default:
                FieldWriter writer = FieldWriters.of(field, 0);
                return (in, values) -> writer.skip(in);
        }
    }

    RowLineage read(BinaryDecoder in) throws IOException {
        Values values = new Values();
        for (Step step : steps) {
            step.read(in, values);
        }
        if (!in.isEnd()) {
            throw new EOFException("bytes after the row's end");
        }
        return new RowLineage(
                values.partition, values.timestampMicros / 1000, values.hour, values.epoch, values.version);
    }
}
