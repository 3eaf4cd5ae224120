package dev.sluice.service.rawzone.parquet;

import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timeType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.Types.primitive;

import dev.sluice.service.rawzone.parquet.FieldWriters.ValueWriter;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/** Values that are not lists. */
final class ScalarWriters {

    private static final int MAX_DIGITS_IN_INT = 9;
    private static final int MAX_DIGITS_IN_LONG = 18;

    private ScalarWriters() {}

    static ValueWriter of(String name, Schema schema, Repetition repetition) {
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return decimal(name, decimal, repetition);
        }
        String logical =
                schema.getLogicalType() == null ? "" : schema.getLogicalType().getName();
        return switch (schema.getType()) {
            case STRING ->
                new Bytes(primitive(PrimitiveTypeName.BINARY, repetition)
                        .as(stringType())
                        .named(name));
            case BYTES ->
                new Bytes(primitive(PrimitiveTypeName.BINARY, repetition).named(name));
            case BOOLEAN ->
                new Fixed(
                        primitive(PrimitiveTypeName.BOOLEAN, repetition).named(name),
                        (in, out) -> out.addBoolean(in.readBoolean()),
                        BinaryDecoder::readBoolean);
            case FLOAT ->
                new Fixed(
                        primitive(PrimitiveTypeName.FLOAT, repetition).named(name),
                        (in, out) -> out.addFloat(in.readFloat()),
                        BinaryDecoder::readFloat);
            case DOUBLE ->
                new Fixed(
                        primitive(PrimitiveTypeName.DOUBLE, repetition).named(name),
                        (in, out) -> out.addDouble(in.readDouble()),
                        BinaryDecoder::readDouble);
            case INT ->
                new Fixed(
                        intColumn(name, logical, repetition),
                        (in, out) -> out.addInteger(in.readInt()),
                        BinaryDecoder::readInt);
            case LONG ->
                new Fixed(
                        longColumn(name, logical, repetition),
                        (in, out) -> out.addLong(in.readLong()),
                        BinaryDecoder::readLong);
            default ->
                throw new UnreadableRowException("Cannot write field " + name + ": Avro type " + schema.getType());
        };
    }

    private static Type intColumn(String name, String logical, Repetition repetition) {
        var int32 = primitive(PrimitiveTypeName.INT32, repetition);
        return logical.equals("date") ? int32.as(dateType()).named(name) : int32.named(name);
    }

    private static Type longColumn(String name, String logical, Repetition repetition) {
        var int64 = primitive(PrimitiveTypeName.INT64, repetition);
        return switch (logical) {
            case "time-micros" -> int64.as(timeType(false, TimeUnit.MICROS)).named(name);
            case "timestamp-micros" ->
                int64.as(timestampType(true, TimeUnit.MICROS)).named(name);
            default -> int64.named(name);
        };
    }

    private static ValueWriter decimal(String name, LogicalTypes.Decimal decimal, Repetition repetition) {
        int precision = decimal.getPrecision();
        var type = decimalType(decimal.getScale(), precision);
        if (precision <= MAX_DIGITS_IN_INT) {
            return new Decimal(
                    primitive(PrimitiveTypeName.INT32, repetition).as(type).named(name),
                    (unscaled, out) -> out.addInteger(new BigInteger(unscaled).intValueExact()));
        }
        if (precision <= MAX_DIGITS_IN_LONG) {
            return new Decimal(
                    primitive(PrimitiveTypeName.INT64, repetition).as(type).named(name),
                    (unscaled, out) -> out.addLong(new BigInteger(unscaled).longValueExact()));
        }
        int width = BigInteger.TEN.pow(precision).bitLength() / 8 + 1;
        return new Decimal(
                primitive(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY, repetition)
                        .length(width)
                        .as(type)
                        .named(name),
                (unscaled, out) -> out.addBinary(Binary.fromConstantByteArray(widened(unscaled, width))));
    }

    /** The same two's complement number in more bytes. */
    private static byte[] widened(byte[] unscaled, int width) {
        byte[] wide = new byte[width];
        if (unscaled[0] < 0) {
            Arrays.fill(wide, 0, width - unscaled.length, (byte) -1);
        }
        System.arraycopy(unscaled, 0, wide, width - unscaled.length, unscaled.length);
        return wide;
    }

    private interface Move {
        void move(BinaryDecoder in, RecordConsumer out) throws IOException;
    }

    private interface Skip {
        void skip(BinaryDecoder in) throws IOException;
    }

    /** A value that Avro and Parquet hold alike. */
    private record Fixed(Type column, Move move, Skip passOver) implements ValueWriter {

        @Override
        public void write(BinaryDecoder in, RecordConsumer out) throws IOException {
            move.move(in, out);
        }

        @Override
        public void skip(BinaryDecoder in) throws IOException {
            passOver.skip(in);
        }
    }

    /** Strings, too: both sides hold them as UTF-8, so no character is ever decoded. */
    private static final class Bytes implements ValueWriter {

        private final Type column;
        private ByteBuffer buffer = ByteBuffer.allocate(64);

        Bytes(Type column) {
            this.column = column;
        }

        @Override
        public Type column() {
            return column;
        }

        @Override
        public void write(BinaryDecoder in, RecordConsumer out) throws IOException {
            buffer = in.readBytes(buffer);
            // Parquet copies what it keeps of a reused array.
            out.addBinary(Binary.fromReusedByteArray(buffer.array(), buffer.position(), buffer.remaining()));
        }

        @Override
        public void skip(BinaryDecoder in) throws IOException {
            in.skipBytes();
        }
    }

    private interface AddDecimal {
        void add(byte[] unscaled, RecordConsumer out);
    }

    private record Decimal(Type column, AddDecimal add) implements ValueWriter {

        @Override
        public void write(BinaryDecoder in, RecordConsumer out) throws IOException {
            ByteBuffer unscaled = in.readBytes(null);
            byte[] bytes = new byte[unscaled.remaining()];
            unscaled.get(bytes);
            add.add(bytes, out);
        }

        @Override
        public void skip(BinaryDecoder in) throws IOException {
            in.skipBytes();
        }
    }
}
