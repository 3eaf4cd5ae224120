package dev.sluice.batch.merge;

import dev.sluice.record.avro.LineageColumns;
import dev.sluice.record.definition.Column;
import dev.sluice.record.definition.ColumnType;
import dev.sluice.record.definition.PartitionBy;
import dev.sluice.record.definition.RecordDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimeType;

/**
 * A definition's columns as Spark types. Given to every read, so no footer is opened to guess one, and a file of
 * an older definition version shows null in a column it does not have.
 */
public final class SparkSchema {

    private SparkSchema() {}

    /** All columns of a RAW file, each nullable: the definition's in its order, then the lineage. */
    public static StructType raw(RecordDefinition definition) {
        List<StructField> fields = new ArrayList<>();
        for (Column column : definition.columns()) {
            fields.add(nullable(column.name(), type(column.type())));
        }
        fields.addAll(lineage());
        return new StructType(fields.toArray(StructField[]::new));
    }

    /** All columns of the Processed Zone: those of RAW, and what partitions it where that is none of them. */
    public static StructType processed(RecordDefinition definition) {
        PartitionBy by = definition.partitionBy();
        return by.isDerived() ? raw(definition).add(nullable(by.name(), type(by.transform()))) : raw(definition);
    }

    /** The one that folders of the Processed Zone are named by. */
    public static StructField partition(RecordDefinition definition) {
        return processed(definition).apply(definition.partitionBy().name());
    }

    /** Only the columns of the key and of the partition: enough to tell whether a row is there. */
    public static StructType known(RecordDefinition definition) {
        return only(definition, List.of());
    }

    /** The same and where a row is from: enough to tell whether a replayed row stands for it. */
    static StructType sighted(RecordDefinition definition) {
        return only(
                definition,
                List.of(
                        LineageColumns.KAFKA_PARTITION,
                        LineageColumns.KAFKA_OFFSET,
                        LineageColumns.RECORD_INDEX,
                        LineageColumns.ROWS_PARTITION,
                        LineageColumns.ROWS_OFFSET,
                        LineageColumns.INGEST_TIME,
                        LineageColumns.INGEST_EPOCH));
    }

    /** Where a row is from: enough to tell it from all others. */
    static StructType position() {
        List<String> names = List.of(
                LineageColumns.KAFKA_PARTITION,
                LineageColumns.KAFKA_OFFSET,
                LineageColumns.RECORD_INDEX,
                LineageColumns.ROWS_PARTITION,
                LineageColumns.ROWS_OFFSET);
        return new StructType(
                lineage().stream().filter(field -> names.contains(field.name())).toArray(StructField[]::new));
    }

    private static StructType only(RecordDefinition definition, List<String> lineage) {
        List<String> names = new ArrayList<>(keyNames(definition));
        names.add(definition.partitionBy().name());
        names.addAll(lineage);
        StructField[] fields = Arrays.stream(processed(definition).fields())
                .filter(field -> names.contains(field.name()))
                .toArray(StructField[]::new);
        return new StructType(fields);
    }

    static List<String> keyNames(RecordDefinition definition) {
        return Arrays.stream(definition.keyColumns())
                .mapToObj(index -> definition.columns().get(index).name())
                .toList();
    }

    private static List<StructField> lineage() {
        return List.of(
                nullable(LineageColumns.KAFKA_PARTITION, DataTypes.IntegerType),
                nullable(LineageColumns.KAFKA_OFFSET, DataTypes.LongType),
                nullable(LineageColumns.KAFKA_TIMESTAMP, DataTypes.TimestampType),
                nullable(LineageColumns.RECORD_INDEX, DataTypes.IntegerType),
                nullable(LineageColumns.ROWS_PARTITION, DataTypes.IntegerType),
                nullable(LineageColumns.ROWS_OFFSET, DataTypes.LongType),
                nullable(LineageColumns.INGEST_TIME, DataTypes.TimestampType),
                nullable(LineageColumns.INGEST_EPOCH, DataTypes.IntegerType),
                nullable(LineageColumns.DEFINITION_VERSION, DataTypes.StringType),
                nullable(LineageColumns.IS_LATE_ARRIVING, DataTypes.BooleanType),
                nullable(LineageColumns.ARRIVAL_DELAY_SECONDS, DataTypes.LongType),
                nullable(LineageColumns.QUALITY_FLAGS, DataTypes.createArrayType(DataTypes.StringType, true)),
                nullable(LineageColumns.RESCUED_DATA, DataTypes.StringType));
    }

    /** Months and hours have no type of their own. */
    private static DataType type(PartitionBy.Transform transform) {
        return switch (transform) {
            case YEAR -> DataTypes.IntegerType;
            case IDENTITY, DAY -> DataTypes.DateType;
            case MONTH, HOUR -> DataTypes.StringType;
        };
    }

    private static DataType type(ColumnType type) {
        if (type instanceof ColumnType.Simple simple) {
            return switch (simple) {
                case STRING, XML -> DataTypes.StringType;
                case BOOLEAN -> DataTypes.BooleanType;
                case INT -> DataTypes.IntegerType;
                case LONG -> DataTypes.LongType;
                case FLOAT -> DataTypes.FloatType;
                case DOUBLE -> DataTypes.DoubleType;
                case DATE -> DataTypes.DateType;
                case TIME -> TimeType.apply(TimeType.MICROS_PRECISION());
                case TIMESTAMP -> DataTypes.TimestampType;
                case BINARY -> DataTypes.BinaryType;
            };
        }
        if (type instanceof ColumnType.Decimal decimal) {
            return DataTypes.createDecimalType(decimal.precision(), decimal.scale());
        }
        ColumnType.ListOf list = (ColumnType.ListOf) type;
        return DataTypes.createArrayType(type(list.element()), true);
    }

    private static StructField nullable(String name, DataType type) {
        return DataTypes.createStructField(name, type, true);
    }
}
