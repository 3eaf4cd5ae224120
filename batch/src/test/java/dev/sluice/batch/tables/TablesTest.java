package dev.sluice.batch.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.batch.fixture.Book;
import dev.sluice.batch.fixture.Pipeline;
import dev.sluice.batch.fixture.TestSpark;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The statements are run by the engines that are at hand, and the tables asked. */
class TablesTest {

    private static final String RAW =
            "select record_id, published_on, price, opens, ingest_date, ingest_hour" + " from books_raw order by 1";
    private static final String PROCESSED = "select record_id, published_on, price, opens from books order by 1";

    private Pipeline pipeline;

    @BeforeEach
    void startEmpty(@TempDir Path folder) {
        pipeline = Pipeline.in(folder.resolve("it's a lake"));
    }

    @AfterEach
    void forget() {
        TestSpark.session().sql("drop table if exists books");
        TestSpark.session().sql("drop table if exists books_raw");
    }

    @Test
    void areReadBySpark() {
        fill();
        SparkSession spark = TestSpark.session();
        statements(Dialect.SPARK).forEach(spark::sql);

        assertThat(spark.sql(RAW).collectAsList())
                .extracting(Object::toString)
                .containsExactly("[a,2026-01-31,12.50,09:30,2026-02-01,10]", "[b,null,12.50,09:30,2026-02-01,10]");
        assertThat(spark.sql(PROCESSED).collectAsList())
                .extracting(Object::toString)
                .containsExactly("[a,2026-01-31,12.50,09:30]", "[b,null,12.50,09:30]");
    }

    @Test
    void areReadByDuckDb() throws Exception {
        fill();
        try (var duck = DriverManager.getConnection("jdbc:duckdb:");
                var statement = duck.createStatement()) {
            for (String sql : statements(Dialect.DUCKDB)) {
                statement.execute(sql);
            }
            List<String> rows = new ArrayList<>();
            for (String query : List.of(RAW, PROCESSED)) {
                try (var found = statement.executeQuery(query)) {
                    while (found.next()) {
                        rows.add(found.getString(1) + " " + found.getString(2));
                    }
                }
            }
            assertThat(rows).containsExactly("a 2026-01-31", "b null", "a 2026-01-31", "b null");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "year(event_time),    event_time_year,    2026,          int",
        "month(published_on), published_on_month, 2026-01,       string",
        "day(event_time),     event_time_day,     2026-01-31,    date",
        "hour(event_time),    event_time_hour,    2026-01-31-14, string",
    })
    void haveThePartOfATimestampThatPartitionsThem(String by, String column, String value, String type)
            throws Exception {
        pipeline.partitionedBy(by).raw().commit(0, Book.happened("a", "2026-01-31T14:59:00Z"));
        pipeline.process();
        String query = "select concat(record_id, ' ', " + column + ") from books where " + column + " = '" + value
                + "' and event_time > timestamp '2026-01-31 00:00:00' and published_on is not null";

        SparkSession spark = TestSpark.session();
        assertThat(spark.read()
                        .parquet(pipeline.processed().root().resolve("books").toString())
                        .schema()
                        .apply(column)
                        .dataType()
                        .simpleString())
                .isEqualTo(type);
        statements(Dialect.SPARK).forEach(spark::sql);
        assertThat(spark.sql(query).collectAsList())
                .extracting(Object::toString)
                .containsExactly("[a " + value + "]");
        try (var duck = DriverManager.getConnection("jdbc:duckdb:");
                var statement = duck.createStatement()) {
            for (String sql : statements(Dialect.DUCKDB)) {
                statement.execute(sql);
            }
            var found = statement.executeQuery(query);
            assertThat(found.next()).isTrue();
            assertThat(found.getString(1)).isEqualTo("a " + value);
            assertThat(found.next()).isFalse();
        }
    }

    @Test
    void areDescribedToHiveAndTrinoInTheirOwnTypes() {
        var definition = Pipeline.definition("definition.yaml");

        assertThat(new Tables(definition, Dialect.HIVE).processed("hdfs://nn:8020/lake/"))
                .startsWith("CREATE EXTERNAL TABLE IF NOT EXISTS `books` (\n    `record_id` STRING,\n")
                .contains("`opens` BIGINT", "`tags` ARRAY<STRING>", "PARTITIONED BY (\n    `published_on` DATE\n)")
                .contains("LOCATION 'hdfs://nn:8020/lake/books';");
        assertThat(new Tables(definition, Dialect.TRINO).raw("s3://lake/raw"))
                .startsWith("CREATE TABLE IF NOT EXISTS \"books_raw\" (\n    \"record_id\" VARCHAR,\n")
                .contains("\"tags\" ARRAY(VARCHAR)", "\"_kafka_partition\" INTEGER")
                .contains(
                        "external_location = 's3://lake/raw/books', partitioned_by = ARRAY['ingest_date', 'ingest_hour']");
    }

    @Test
    void areRegisteredByTheirLogAsDeltaTables() {
        var definition = Pipeline.definition("definition.yaml");

        assertThat(new Tables(definition, Dialect.SPARK).processedAsDelta("/lake"))
                .hasValue("CREATE TABLE IF NOT EXISTS `books`\nUSING DELTA\nLOCATION 'file:///lake/books';\n");
        assertThat(new Tables(definition, Dialect.TRINO).processedAsDelta("s3://lake/"))
                .hasValue("CALL system.register_table(schema_name => current_schema, table_name => 'books',"
                        + " table_location => 's3://lake/books');\n");
        assertThat(new Tables(definition, Dialect.DUCKDB).processedAsDelta("/lake"))
                .hasValue("INSTALL delta;\nLOAD delta;\nCREATE OR REPLACE VIEW \"books\" AS\n"
                        + "SELECT * FROM delta_scan('/lake/books');\n");
        assertThat(new Tables(definition, Dialect.HIVE).processedAsDelta("/lake"))
                .isEmpty();
    }

    private void fill() {
        pipeline.raw().commit(0, Book.of("a", "2026-01-31"), Book.withoutDate("b"));
        pipeline.process();
    }

    private List<String> statements(Dialect dialect) {
        Tables tables = new Tables(pipeline.definition(), dialect);
        String sql = tables.raw(pipeline.raw().root().toString())
                + tables.processed(pipeline.processed().root().toString());
        return Stream.of(sql.split(";\n"))
                .filter(statement -> !statement.isBlank())
                .toList();
    }
}
