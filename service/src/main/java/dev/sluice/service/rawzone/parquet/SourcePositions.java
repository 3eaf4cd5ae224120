package dev.sluice.service.rawzone.parquet;

import dev.sluice.record.avro.LineageColumns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.MessageType;

/** Which records of which messages the rows of a file are. */
public final class SourcePositions {

    private static final List<String> COLUMNS = List.of(
            LineageColumns.INGEST_EPOCH,
            LineageColumns.KAFKA_PARTITION,
            LineageColumns.KAFKA_OFFSET,
            LineageColumns.RECORD_INDEX);

    private SourcePositions() {}

    /** Where a row comes from: a record, by its index, of a message of the input topic, in a replay epoch. */
    public record Position(int epoch, int partition, long offset, int index) {}

    /** @throws IOException when the file is no Parquet file of ours */
    public static void read(Path local, Consumer<Position> to) throws IOException {
        var configuration = new PlainParquetConfiguration();
        var file = new LocalInputFile(local);
        configuration.set(ReadSupport.PARQUET_READ_SCHEMA, columns(file).toString());
        var builder = new ParquetReader.Builder<Group>(file, configuration) {
            @Override
            protected ReadSupport<Group> getReadSupport() {
                return new GroupReadSupport();
            }
        };
        try (ParquetReader<Group> reader = builder.build()) {
            for (Group row = reader.read(); row != null; row = reader.read()) {
                to.accept(new Position(
                        row.getInteger(LineageColumns.INGEST_EPOCH, 0),
                        row.getInteger(LineageColumns.KAFKA_PARTITION, 0),
                        row.getLong(LineageColumns.KAFKA_OFFSET, 0),
                        row.getInteger(LineageColumns.RECORD_INDEX, 0)));
            }
        } catch (RuntimeException unreadable) {
            throw new IOException("Cannot read " + local + ": " + unreadable.getMessage(), unreadable);
        }
    }

    /** As the file has them: one that somebody has written anew may allow nulls. */
    private static MessageType columns(InputFile file) throws IOException {
        var options =
                ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
        try (ParquetFileReader reader = ParquetFileReader.open(file, options)) {
            MessageType schema = reader.getFooter().getFileMetaData().getSchema();
            return new MessageType(
                    "positions", COLUMNS.stream().map(schema::getType).toList());
        } catch (RuntimeException notOurs) {
            throw new IOException("Cannot read its columns: " + notOurs.getMessage(), notOurs);
        }
    }
}
