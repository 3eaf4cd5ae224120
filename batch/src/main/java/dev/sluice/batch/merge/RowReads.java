package dev.sluice.batch.merge;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.sluice.batch.storage.LakeStorage;
import dev.sluice.record.commitlog.RawFile;
import dev.sluice.record.definition.RecordDefinition;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
    private final LakeStorage raw;
    private final LakeStorage processed;
    private final RecordDefinition definition;
    private final OlderRows olderRows;

    RowReads(
            SparkSession spark,
            LakeStorage raw,
            LakeStorage processed,
            RecordDefinition definition,
            OlderRows olderRows) {
        this.spark = spark;
        this.raw = raw;
        this.processed = processed;
        this.definition = definition;
        this.olderRows = olderRows;
    }

    /** The new rows that this definition accepts. */
    Dataset<Row> arrived(List<RawFile> files) {
        return arrivedWithFile(files).drop(FILE);
    }

    Dataset<Row> arrivedWithFile(List<RawFile> files) {
        Map<Boolean, List<RawFile>> byAge = files.stream().collect(Collectors.partitioningBy(olderRows::isOlder));
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

    Dataset<Row> present(List<String> paths, StructType schema) {
        return paths.isEmpty() ? none(schema) : dataFiles(paths, schema);
    }

    Dataset<Row> presentWithFile(List<String> paths, StructType schema) {
        return paths.isEmpty()
                ? none(schema).withColumn(FILE, lit(""))
                : dataFiles(paths, schema).select(col("*"), fileName());
    }

    private Dataset<Row> rawFiles(List<RawFile> files) {
        return spark.read()
                .option(NO_PATTERNS, "false")
                .schema(SparkSchema.raw(definition))
                .parquet(files.stream().map(file -> raw.location(file.path())).toArray(String[]::new));
    }

    private Dataset<Row> dataFiles(List<String> paths, StructType schema) {
        return spark.read()
                .option(NO_PATTERNS, "false")
                .option("basePath", processed.location(definition.dataset()))
                .schema(schema)
                .parquet(paths.stream().map(processed::location).toArray(String[]::new));
    }

    private Dataset<Row> none(StructType schema) {
        return spark.createDataFrame(List.of(), schema);
    }

    private static Column fileName() {
        return col("_metadata.file_name").as(FILE);
    }
}
