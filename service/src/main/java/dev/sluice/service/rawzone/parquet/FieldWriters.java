package dev.sluice.service.rawzone.parquet;

import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/** One writer per Avro field: chosen by its type when the schema is seen, so that no row asks again. */
final class FieldWriters {

    private FieldWriters() {}

    /** Moves one field from Avro's bytes to Parquet. Reads exactly the field, whether it writes or skips it. */
    interface FieldWriter {

        Type column();

        void write(BinaryDecoder in, RecordConsumer out) throws IOException;

        void skip(BinaryDecoder in) throws IOException;
    }

    /** @param index of the column in the Parquet schema */
    static FieldWriter of(Schema.Field field, int index) {
        return field(field.name(), index, field.schema());
    }

    private static FieldWriter field(String name, int index, Schema schema) {
        if (!schema.isUnion()) {
            return new Present(name, index, value(name, schema, Repetition.REQUIRED));
        }
        List<Schema> branches = schema.getTypes();
        int nullBranch = branches.get(0).getType() == Schema.Type.NULL ? 0 : 1;
        if (branches.size() != 2 || branches.get(nullBranch).getType() != Schema.Type.NULL) {
            throw new UnreadableRowException(
                    "Cannot write field " + name + ": a union of other than null and one type");
        }
        return new Nullable(name, index, nullBranch, value(name, branches.get(1 - nullBranch), Repetition.OPTIONAL));
    }

    private static ValueWriter value(String name, Schema schema, Repetition repetition) {
        if (schema.getType() != Schema.Type.ARRAY) {
            return ScalarWriters.of(name, schema, repetition);
        }
        FieldWriter element = field("element", 0, schema.getElementType());
        Type column = Types.buildGroup(repetition)
                .as(LogicalTypeAnnotation.listType())
                .addField(Types.repeatedGroup().addField(element.column()).named("list"))
                .named(name);
        return new ListWriter(column, element);
    }

    /** A value without the frame of its field. */
    interface ValueWriter {

        Type column();

        void write(BinaryDecoder in, RecordConsumer out) throws IOException;

        void skip(BinaryDecoder in) throws IOException;
    }

    private record Present(String name, int index, ValueWriter value) implements FieldWriter {

        @Override
        public Type column() {
            return value.column();
        }

        @Override
        public void write(BinaryDecoder in, RecordConsumer out) throws IOException {
            out.startField(name, index);
            value.write(in, out);
            out.endField(name, index);
        }

        @Override
        public void skip(BinaryDecoder in) throws IOException {
            value.skip(in);
        }
    }

    private record Nullable(String name, int index, int nullBranch, ValueWriter value) implements FieldWriter {

        @Override
        public Type column() {
            return value.column();
        }

        @Override
        public void write(BinaryDecoder in, RecordConsumer out) throws IOException {
            if (isPresent(in)) {
                out.startField(name, index);
                value.write(in, out);
                out.endField(name, index);
            }
        }

        @Override
        public void skip(BinaryDecoder in) throws IOException {
            if (isPresent(in)) {
                value.skip(in);
            }
        }

        private boolean isPresent(BinaryDecoder in) throws IOException {
            int branch = in.readIndex();
            if (branch != 0 && branch != 1) {
                throw new IOException("union branch " + branch);
            }
            return branch != nullBranch;
        }
    }

    /** The three-level list that every Parquet reader of the last decade expects: {@code list.element}. */
    private record ListWriter(Type column, FieldWriter element) implements ValueWriter {

        @Override
        public void write(BinaryDecoder in, RecordConsumer out) throws IOException {
            out.startGroup();
            long count = in.readArrayStart();
            // Parquet forbids a field without values, so an empty list is a group without its field.
            if (count > 0) {
                out.startField("list", 0);
                for (; count > 0; count = in.arrayNext()) {
                    for (long i = 0; i < count; i++) {
                        out.startGroup();
                        element.write(in, out);
                        out.endGroup();
                    }
                }
                out.endField("list", 0);
            }
            out.endGroup();
        }

        @Override
        public void skip(BinaryDecoder in) throws IOException {
            for (long count = in.readArrayStart(); count > 0; count = in.arrayNext()) {
                for (long i = 0; i < count; i++) {
                    element.skip(in);
                }
            }
        }
    }
}
