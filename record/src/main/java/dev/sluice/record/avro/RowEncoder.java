package dev.sluice.record.avro;

import dev.sluice.record.decode.Row;
import dev.sluice.record.definition.Column;
import dev.sluice.record.definition.RecordDefinition;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
    private final ArrivalCheck arrivals;
    private final String futureFlag;
    private final long fingerprint;
    private final byte[] version;

    public RowEncoder(RecordDefinition definition) {
        this.writers = definition.columns().stream()
                .map(Column::type)
                .map(ValueWriter::of)
                .toArray(ValueWriter[]::new);
        this.arrivals = new ArrivalCheck(definition);
        this.futureFlag = arrivals.futureFlag();
        this.fingerprint = RowSchema.fingerprint(RowSchema.of(definition));
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
        Arrival arrival = arrivals.of(row, lineage);
        writeDelay(arrival);
        writeStrings(row.qualityFlags(), arrival.kind() == Arrival.Kind.FROM_FUTURE ? futureFlag : null);
        writeNullable(row.rescued());
        out.writeLong(lineage.sourceHour());
    }

    private void writeDelay(Arrival arrival) {
        out.writeBoolean(arrival.kind() == Arrival.Kind.LATE);
        if (arrival.kind() == Arrival.Kind.UNKNOWN) {
            out.writeByte(ValueWriter.NULL_BRANCH);
            return;
        }
        out.writeByte(ValueWriter.VALUE_BRANCH);
        out.writeLong(Math.floorDiv(arrival.delayMillis(), MILLIS_PER_SECOND));
    }

    private void writeStrings(List<String> strings, @Nullable String oneMore) {
        int size = strings.size() + (oneMore == null ? 0 : 1);
        if (size > 0) {
            out.writeLong(size);
            strings.forEach(out::writeString);
            if (oneMore != null) {
                out.writeString(oneMore);
            }
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
