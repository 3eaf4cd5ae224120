package dev.sluice.batch.merge;

import static dev.sluice.batch.merge.RowReads.quoted;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_union;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import dev.sluice.batch.rawlog.RawFiles;
import dev.sluice.record.avro.LineageColumns;
import dev.sluice.record.commitlog.RawFile;
import dev.sluice.record.definition.RecordDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Rows that another version of the definition accepted, brought to the types of this one and checked by its rules. Rows
 * of this version were checked by the service and never come here.
 */
final class OlderRows {

    /** Rules that a row breaks and that reject, as {@code column:rule}; in the quarantine's files. */
    static final String VIOLATIONS = "_violations";

    private static final String CHECKED = "_sluice_checked";
    private static final String WRONG_TYPES = "_sluice_wrong_types";

    private final SparkSession spark;
    private final RawFiles raw;
    private final RecordDefinition definition;
    private final RowCheck check;

    /** @param yaml text of the definition */
    OlderRows(SparkSession spark, RawFiles raw, RecordDefinition definition, String yaml) {
        this.spark = spark;
        this.raw = raw;
        this.definition = definition;
        this.check = new RowCheck(yaml);
    }

    boolean isOlder(RawFile file) {
        return !file.definitionVersion().equals(definition.version());
    }

    Dataset<Row> accepted(List<RawFile> older) {
        return read(older).where(size(col(VIOLATIONS)).equalTo(0)).drop(VIOLATIONS);
    }

    Dataset<Row> rejected(List<RawFile> older) {
        return read(older).where(size(col(VIOLATIONS)).gt(0)).drop(RowReads.FILE);
    }

    /** Files of one version have one schema, so one footer tells it. */
    private Dataset<Row> read(List<RawFile> older) {
        return older.stream()
                .collect(Collectors.groupingBy(RawFile::definitionVersion, TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(this::ofOneVersion)
                .reduce(Dataset::unionByName)
                .orElseThrow();
    }

    private Dataset<Row> ofOneVersion(List<RawFile> files) {
        Dataset<Row> stored = spark.read()
                .option(RowReads.NO_PATTERNS, "false")
                .parquet(files.stream().map(file -> raw.location(file)).toArray(String[]::new));
        List<Column> columns = new ArrayList<>();
        List<Column> wrongTypes = new ArrayList<>(List.of(lit(null).cast("string")));
        for (StructField field : SparkSchema.raw(definition).fields()) {
            Column converted = converted(stored.schema(), field, wrongTypes);
            columns.add(converted.as(field.name()));
        }
        columns.add(col("_metadata.file_name").as(RowReads.FILE));
        columns.add(filter(array(wrongTypes.toArray(Column[]::new)), Column::isNotNull)
                .as(WRONG_TYPES));
        Column[] values = definition.columns().stream()
                .map(column -> col(quoted(column.name())))
                .toArray(Column[]::new);
        return stored.select(columns.toArray(Column[]::new))
                .withColumn(CHECKED, udf(check, RowCheck.RESULT).apply(struct(values)))
                .withColumn(VIOLATIONS, concat(col(WRONG_TYPES), col(CHECKED + "." + RowCheck.VIOLATIONS)))
                .withColumn(
                        LineageColumns.QUALITY_FLAGS,
                        array_union(col(LineageColumns.QUALITY_FLAGS), col(CHECKED + "." + RowCheck.FLAGS)))
                .drop(CHECKED, WRONG_TYPES);
    }

    /** A value that has no place in the column's type is a violation, as in a message. */
    private static Column converted(StructType stored, StructField field, List<Column> wrongTypes) {
        if (!Arrays.asList(stored.fieldNames()).contains(field.name())) {
            return lit(null).cast(field.dataType());
        }
        Column value = col(quoted(field.name()));
        DataType from = stored.apply(field.name()).dataType();
        if (from.sameType(field.dataType())) {
            return value;
        }
        Column converted = Cast.canTryCast(from, field.dataType())
                ? value.try_cast(field.dataType())
                : lit(null).cast(field.dataType());
        wrongTypes.add(when(value.isNotNull().and(converted.isNull()), lit(field.name() + ":type")));
        return converted;
    }
}
