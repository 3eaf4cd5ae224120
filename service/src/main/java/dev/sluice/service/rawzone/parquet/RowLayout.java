package dev.sluice.service.rawzone.parquet;

import dev.sluice.record.avro.LineageColumns;
import dev.sluice.service.rawzone.parquet.FieldWriters.FieldWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/**
 * How rows of one Avro schema are read and become Parquet columns, decided once per schema: one writer per field. Avro
 * fields keep their order; the sink's own columns follow the record index; the source hour is for counting alone and
 * not written. Not thread-safe.
 */
public final class RowLayout {

    /** Two bytes of marker and eight of fingerprint precede the row in Avro's single-object encoding. */
    private static final int HEADER = 10;

    private final MessageType parquet;
    private final List<Step> steps = new ArrayList<>();
    private final LineageReader lineage;
    private @Nullable BinaryDecoder decoder;

    private interface Step {
        void write(BinaryDecoder in, SourceRow row, RecordConsumer out) throws IOException;
    }

    public RowLayout(Schema avro) {
        List<Type> columns = new ArrayList<>();
        for (Schema.Field field : avro.getFields()) {
            FieldWriter writer = FieldWriters.of(field, columns.size());
            if (field.name().equals(LineageColumns.SOURCE_HOUR)) {
                steps.add((in, row, out) -> writer.skip(in));
                continue;
            }
            columns.add(writer.column());
            steps.add((in, row, out) -> writer.write(in, out));
            if (field.name().equals(LineageColumns.RECORD_INDEX)) {
                addSinkColumns(columns);
            }
        }
        this.parquet = new MessageType(avro.getName(), columns);
        this.lineage = new LineageReader(avro);
    }

    private void addSinkColumns(List<Type> columns) {
        int first = columns.size();
        columns.add(Types.required(PrimitiveTypeName.INT32).named(LineageColumns.ROWS_PARTITION));
        columns.add(Types.required(PrimitiveTypeName.INT64).named(LineageColumns.ROWS_OFFSET));
        columns.add(Types.required(PrimitiveTypeName.INT64)
                .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS))
                .named(LineageColumns.INGEST_TIME));
        steps.add((in, row, out) -> {
            out.startField(LineageColumns.ROWS_PARTITION, first);
            out.addInteger(row.partition());
            out.endField(LineageColumns.ROWS_PARTITION, first);
            out.startField(LineageColumns.ROWS_OFFSET, first + 1);
            out.addLong(row.offset());
            out.endField(LineageColumns.ROWS_OFFSET, first + 1);
            out.startField(LineageColumns.INGEST_TIME, first + 2);
            out.addLong(Math.multiplyExact(row.appendMillis(), 1000L));
            out.endField(LineageColumns.INGEST_TIME, first + 2);
        });
    }

    /** Lists and booleans have none. */
    boolean canHaveBloomFilter(String column) {
        if (!parquet.containsField(column)) {
            return false;
        }
        Type type = parquet.getType(column);
        return type.isPrimitive() && type.asPrimitiveType().getPrimitiveTypeName() != PrimitiveTypeName.BOOLEAN;
    }

    MessageType parquet() {
        return parquet;
    }

    /** @throws UnreadableRowException when the bytes are no complete row of this schema */
    public RowLineage lineage(byte[] bytes) {
        try {
            return lineage.read(body(bytes));
        } catch (IOException | RuntimeException invalid) {
            throw new UnreadableRowException(
                    "Cannot read a row of " + bytes.length + " bytes as " + parquet.getName() + ": "
                            + invalid.getClass().getSimpleName(),
                    invalid);
        }
    }

    void write(SourceRow row, RecordConsumer out) throws IOException {
        BinaryDecoder in = body(row.bytes());
        out.startMessage();
        for (Step step : steps) {
            step.write(in, row, out);
        }
        out.endMessage();
    }

    private BinaryDecoder body(byte[] bytes) {
        decoder = DecoderFactory.get().binaryDecoder(bytes, HEADER, bytes.length - HEADER, decoder);
        return decoder;
    }
}
