package dev.sluice.benchmarks.batch;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import dev.sluice.batch.merge.SparkSchema;
import dev.sluice.record.definition.RecordDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;

/** RAW files of any number of rows, with the schema of the sink. */
final class Generated {

    private static final String FIRST_DATE = "2020-01-01";

    private final SparkSession spark;
    private final RecordDefinition definition;

    Generated(SparkSession spark, RecordDefinition definition) {
        this.spark = spark;
        this.definition = definition;
    }

    /** Rows in the order of their dates. */
    void history(String folder, long rows, int dates, int files) {
        write(folder, 0, rows, files, "cast(id * " + dates + " / " + rows + " as int)", "id");
    }

    /** Rows of the last of these dates, one in twenty of them a duplicate of the history. */
    void increment(String folder, long history, long rows, int dates, int touched, int files) {
        long inTouched = history / dates * touched;
        String old = history - inTouched + " + (id * 7919) % " + inTouched;
        String date = "if(id % 20 = 0, cast((" + old + ") * " + dates + " / " + history + " as int), "
                + (dates - touched) + " + cast(id % " + touched + " as int))";
        write(folder, history, history + rows, files, date, "if(id % 20 = 0, " + old + ", id)");
    }

    private void write(String folder, long from, long to, int files, String date, String key) {
        Map<String, Column> values = Map.ofEntries(
                Map.entry("record_id", expr("md5(cast(key as string))")),
                Map.entry("title", expr("concat('Title ', key % 100000, ' of a book with a name')")),
                Map.entry("author_name", expr("concat('Author ', key % 5000)")),
                Map.entry("author_country", expr("element_at(array('PL','DE','FR','IT'), cast(key % 4 as int) + 1)")),
                Map.entry("publication_year", expr("cast(1950 + key % 70 as int)")),
                Map.entry("price", expr("cast(key % 9999 / 100 as decimal(10,2))")),
                Map.entry("price_currency", lit("EUR")),
                Map.entry("event_time", expr("timestamp_seconds(1577836800 + key)")),
                Map.entry("published_on", expr("date_add('" + FIRST_DATE + "', date)")),
                Map.entry("tags", array(lit("fiction"), expr("concat('tag ', key % 50)"))),
                Map.entry("_kafka_partition", lit(0)),
                Map.entry("_kafka_offset", col("id")),
                Map.entry("_kafka_timestamp", expr("timestamp_seconds(1577836800 + id)")),
                Map.entry("_record_index", lit(0)),
                Map.entry("_rows_partition", lit(0)),
                Map.entry("_rows_offset", col("id")),
                Map.entry("_ingest_time", expr("timestamp_seconds(1577836800 + id)")),
                Map.entry("_ingest_epoch", lit(0)),
                Map.entry("_definition_version", lit(definition.version())),
                Map.entry("_is_late_arriving", lit(false)),
                Map.entry("_quality_flags", expr("array()")));
        List<Column> columns = new ArrayList<>();
        for (StructField field : SparkSchema.raw(definition).fields()) {
            columns.add(values.getOrDefault(field.name(), lit(null))
                    .cast(field.dataType())
                    .as(field.name()));
        }
        spark.range(from, to, 1, files)
                .withColumn("key", expr(key))
                .withColumn("date", expr(date))
                .select(columns.toArray(Column[]::new))
                .write()
                .option("compression", "zstd")
                .parquet(folder);
    }
}
