package dev.sluice.batch.merge;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.sluice.batch.rawlog.RawFiles;
import dev.sluice.batch.storage.LakeStorage;
import dev.sluice.record.commitlog.RawFile;
import dev.sluice.record.definition.RecordDefinition;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Rows of exactly the files that are named, with the schema that the definition gives. */
final class RowReads {

    /** Name of the file that a row is from, where it is asked for. */
    static final String FILE = "_sluice_file";

    /** Spark's own option: the paths are names, not patterns, whatever characters are in them. */
    static final String NO_PATTERNS = "__globPaths__";

    private final SparkSession spark;
    private final RawFiles raw;
    private final LakeStorage processed;
    private final RecordDefinition definition;
    private final OlderRows olderRows;
    private final Incoming incoming;
    private final PartitionColumn partition;

    RowReads(
            SparkSession spark,
            RawFiles raw,
            LakeStorage processed,
            RecordDefinition definition,
            OlderRows olderRows,
            Incoming incoming) {
        this.spark = spark;
        this.raw = raw;
        this.processed = processed;
        this.definition = definition;
        this.olderRows = olderRows;
        this.incoming = incoming;
        this.partition = new PartitionColumn(definition.partitionBy());
    }

    /** The new rows that this definition accepts. */
    Dataset<Row> arrived() {
        return arrivedWithFile().drop(FILE);
    }

    Dataset<Row> arrivedWithFile() {
        return partition.addTo(ofDates(accepted()));
    }

    private Dataset<Row> accepted() {
        Map<Boolean, List<RawFile>> byAge =
                incoming.files().stream().collect(Collectors.partitioningBy(olderRows::isOlder));
        List<RawFile> current = byAge.getOrDefault(false, List.of());
        List<RawFile> older = byAge.getOrDefault(true, List.of());
        if (older.isEmpty()) {
            return rawFiles(current).select(col("*"), fileName());
        }
        Dataset<Row> accepted = olderRows.accepted(older);
        return current.isEmpty()
                ? accepted
                : rawFiles(current).select(col("*"), fileName()).unionByName(accepted);
    }

    /** Those that this definition accepts no more, and that were not put aside before. */
    Dataset<Row> refused(List<RawFile> older, List<String> putAside) {
        Dataset<Row> refused = ofDates(olderRows.rejected(older));
        if (incoming.anew().isEmpty() || putAside.isEmpty()) {
            return refused;
        }
        Dataset<Row> before = files(SparkSchema.position(), putAside.stream().map(processed::location));
        return refused.join(before, same(refused, before, List.of(before.columns())), "left_anti");
    }

    private Dataset<Row> ofDates(Dataset<Row> rows) {
        return incoming.anew().map(dates -> partition.ofDates(rows, dates)).orElse(rows);
    }

    Dataset<Row> present(List<String> paths, StructType schema) {
        return paths.isEmpty() ? none(schema) : dataFiles(paths, schema);
    }

    Dataset<Row> presentWithFile(List<String> paths, StructType schema) {
        return paths.isEmpty()
                ? none(schema).withColumn(FILE, lit(""))
                : dataFiles(paths, schema).select(col("*"), fileName());
    }

    private Dataset<Row> rawFiles(List<RawFile> files) {
        return files(SparkSchema.raw(definition), files.stream().map(raw::location));
    }

    private Dataset<Row> files(StructType schema, Stream<String> locations) {
        return spark.read().option(NO_PATTERNS, "false").schema(schema).parquet(locations.toArray(String[]::new));
    }

    private Dataset<Row> dataFiles(List<String> paths, StructType schema) {
        return spark.read()
                .option(NO_PATTERNS, "false")
                .option("basePath", processed.location(definition.dataset()))
                .schema(schema)
                .parquet(paths.stream().map(processed::location).toArray(String[]::new));
    }

    /** Whether rows of both have the same in some columns, which null is with null. */
    static Column same(Dataset<Row> one, Dataset<Row> other, List<String> columns) {
        return columns.stream()
                .map(RowReads::quoted)
                .map(name -> one.col(name).eqNullSafe(other.col(name)))
                .reduce(Column::and)
                .orElseThrow();
    }

    static String quoted(String column) {
        return "`" + Objects.requireNonNull(column) + "`";
    }

    private Dataset<Row> none(StructType schema) {
        return spark.createDataFrame(List.of(), schema);
    }

    private static Column fileName() {
        return col("_metadata.file_name").as(FILE);
    }
}
