package dev.sluice.record.avro;

import dev.sluice.record.definition.ColumnType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;

/** Writes values of one type, never null: chosen once for each column. */
@FunctionalInterface
interface ValueWriter {

    /** Branches of {@code ["null", T]} as they are written: zigzag of 0 and of 1. */
    int NULL_BRANCH = 0;

    int VALUE_BRANCH = 2;

    void write(AvroBytes out, Object value);

    static ValueWriter of(ColumnType type) {
        if (type instanceof ColumnType.Decimal) {
            return (out, value) -> decimal(out, (BigDecimal) value);
        }
        if (type instanceof ColumnType.ListOf list) {
            ValueWriter element = of(list.element());
            return (out, value) -> list(out, (List<?>) value, element);
        }
        return switch ((ColumnType.Simple) type) {
            case STRING, XML -> (out, value) -> out.writeString((String) value);
            case BOOLEAN -> (out, value) -> out.writeBoolean((Boolean) value);
            case INT -> (out, value) -> out.writeLong((Integer) value);
            case LONG -> (out, value) -> out.writeLong((Long) value);
            case FLOAT -> (out, value) -> out.writeLittleEndian(Float.floatToIntBits((Float) value), Float.BYTES);
            case DOUBLE -> (out, value) -> out.writeLittleEndian(Double.doubleToLongBits((Double) value), Double.BYTES);
            case DATE -> (out, value) -> out.writeLong(((LocalDate) value).toEpochDay());
            case TIME -> (out, value) -> out.writeLong(((LocalTime) value).toNanoOfDay() / 1_000);
            case TIMESTAMP -> (out, value) -> out.writeLong(epochMicros((Instant) value));
            case BINARY -> (out, value) -> out.writeBytes((byte[]) value);
        };
    }

    static long epochMicros(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
    }

    /** The unscaled value in two's complement, highest byte first, as few bytes as it needs. */
    private static void decimal(AvroBytes out, BigDecimal value) {
        if (value.precision() > 18) {
            out.writeBytes(value.unscaledValue().toByteArray());
            return;
        }
        long unscaled = value.scaleByPowerOfTen(value.scale()).longValue();
        int count = (Long.SIZE - Long.numberOfLeadingZeros(unscaled ^ unscaled >> 63)) / Byte.SIZE + 1;
        out.writeLong(count);
        for (int i = count - 1; i >= 0; i--) {
            out.writeByte((int) (unscaled >>> Byte.SIZE * i));
        }
    }

    private static void list(AvroBytes out, List<?> values, ValueWriter element) {
        if (!values.isEmpty()) {
            out.writeLong(values.size());
            for (Object value : values) {
                if (value == null) {
                    out.writeByte(NULL_BRANCH);
                } else {
                    out.writeByte(VALUE_BRANCH);
                    element.write(out, value);
                }
            }
        }
        out.writeLong(0);
    }
}
