package dev.sluice.record.avro;

import dev.sluice.record.decode.Row;
import dev.sluice.record.definition.Column;
import dev.sluice.record.definition.RecordDefinition;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one definition in Avro's single-object encoding: C3 01, the schema's fingerprint, the values. Written by
 * hand because Avro's own writer looks each value's branch up by its class. Not thread-safe.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#single-object-encoding">Avro's specification</a>
 */
public final class RowEncoder {

    private static final long MICROS_PER_MILLI = 1_000;
    private static final long MILLIS_PER_SECOND = 1_000;

    private final AvroBytes out = new AvroBytes();
    private final ValueWriter[] writers;
    private final OptionalInt eventTimeColumn;
    private final long fingerprint;
    private final long lateAfterMillis;
    private final byte[] version;

    public RowEncoder(RecordDefinition definition) {
        this.writers = definition.columns().stream()
                .map(Column::type)
                .map(ValueWriter::of)
                .toArray(ValueWriter[]::new);
        this.eventTimeColumn = definition.eventTimeColumn();
        this.fingerprint = RowSchema.fingerprint(RowSchema.of(definition));
        this.lateAfterMillis = definition.lateAfter().toMillis();
        this.version = definition.version().getBytes(StandardCharsets.US_ASCII);
    }

    /** @param row one that a validator accepted */
    public byte[] encode(Row row, Lineage lineage) {
        out.clear();
        out.writeByte(0xC3);
        out.writeByte(0x01);
        out.writeLittleEndian(fingerprint, Long.BYTES);
        for (int i = 0; i < writers.length; i++) {
            Object value = row.value(i);
            if (value == null) {
                out.writeByte(ValueWriter.NULL_BRANCH);
            } else {
                out.writeByte(ValueWriter.VALUE_BRANCH);
                writers[i].write(out, value);
            }
        }
        writeLineage(row, lineage);
        return out.toArray();
    }

    private void writeLineage(Row row, Lineage lineage) {
        out.writeLong(lineage.partition());
        out.writeLong(lineage.offset());
        out.writeLong(lineage.timestampMillis() * MICROS_PER_MILLI);
        out.writeLong(row.index());
        out.writeLong(lineage.epoch());
        out.writeBytes(version);
        writeDelay(row, lineage.timestampMillis());
        writeStrings(row.qualityFlags());
        writeNullable(row.rescued());
        out.writeLong(lineage.sourceHour());
    }

    private void writeDelay(Row row, long timestampMillis) {
        Instant eventTime = eventTimeColumn.isPresent() ? (Instant) row.value(eventTimeColumn.getAsInt()) : null;
        if (eventTime == null) {
            out.writeBoolean(false);
            out.writeByte(ValueWriter.NULL_BRANCH);
            return;
        }
        long delayMillis = timestampMillis - eventTime.toEpochMilli();
        out.writeBoolean(delayMillis > lateAfterMillis);
        out.writeByte(ValueWriter.VALUE_BRANCH);
        out.writeLong(Math.floorDiv(delayMillis, MILLIS_PER_SECOND));
    }

    private void writeStrings(List<String> strings) {
        if (!strings.isEmpty()) {
            out.writeLong(strings.size());
            strings.forEach(out::writeString);
        }
        out.writeLong(0);
    }

    private void writeNullable(@Nullable String text) {
        if (text == null) {
            out.writeByte(ValueWriter.NULL_BRANCH);
        } else {
            out.writeByte(ValueWriter.VALUE_BRANCH);
            out.writeString(text);
        }
    }
}
