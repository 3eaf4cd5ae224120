package dev.sluice.service.rawzone.fsck;

import dev.sluice.record.avro.LineageColumns;
import dev.sluice.record.commitlog.RawFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/** Where the rows of a Parquet file say they come from, held against what its record says. */
final class RowOffsets {

    private static final MessageType COLUMNS = Types.buildMessage()
            .required(PrimitiveTypeName.INT32)
            .named(LineageColumns.ROWS_PARTITION)
            .required(PrimitiveTypeName.INT64)
            .named(LineageColumns.ROWS_OFFSET)
            .named("offsets");

    private RowOffsets() {}

    static Optional<Finding> check(Path local, NamedFile named) {
        RawFile expected = named.file();
        long rows = 0;
        long min = -1;
        long max = -1;
        try (ParquetReader<Group> reader = reader(local)) {
            for (Group row = reader.read(); row != null; row = reader.read()) {
                long offset = row.getLong(LineageColumns.ROWS_OFFSET, 0);
                int partition = row.getInteger(LineageColumns.ROWS_PARTITION, 0);
                if (partition != named.folder().partition() || offset <= max) {
                    return wrong(
                            named,
                            "row " + rows + " is of partition " + partition + " and offset " + offset
                                    + ", after offset " + max);
                }
                min = rows == 0 ? offset : min;
                max = offset;
                rows++;
            }
        } catch (IOException | RuntimeException unreadable) {
            return Optional.of(named.finding(
                    FindingKind.UNREADABLE_FILE, "no Parquet reader can read it: " + unreadable.getMessage()));
        }
        return rows == expected.rows() && min == expected.minOffset() && max == expected.maxOffset()
                ? Optional.empty()
                : wrong(
                        named,
                        rows + " rows of offsets " + min + " to " + max + ", its record says " + expected.rows()
                                + " rows, " + expected.minOffset() + " to " + expected.maxOffset());
    }

    private static Optional<Finding> wrong(NamedFile named, String detail) {
        return Optional.of(named.finding(FindingKind.WRONG_ROWS, detail));
    }

    private static ParquetReader<Group> reader(Path local) throws IOException {
        var configuration = new PlainParquetConfiguration();
        configuration.set(ReadSupport.PARQUET_READ_SCHEMA, COLUMNS.toString());
        return new ParquetReader.Builder<Group>(new LocalInputFile(local), configuration) {
            @Override
            protected ReadSupport<Group> getReadSupport() {
                return new GroupReadSupport();
            }
        }.build();
    }
}
