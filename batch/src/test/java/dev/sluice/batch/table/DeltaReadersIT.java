package dev.sluice.batch.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.batch.compact.CompactSettings;
import dev.sluice.batch.fixture.Book;
import dev.sluice.batch.fixture.Pipeline;
import dev.sluice.batch.fixture.TestSpark;
import dev.sluice.batch.output.FileLayout;
import dev.sluice.batch.process.ProcessResult;
import dev.sluice.batch.tables.Dialect;
import dev.sluice.batch.tables.Tables;
import io.delta.sql.DeltaSparkSessionExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Delta table of ours as Delta's own Spark sees and changes it. */
@Tag("storages")
class DeltaReadersIT {

    private static final String JANUARY = "2026-01-31";
    private static final String MARCH = "2026-03-01";

    private Path table;
    private Pipeline pipeline;
    private SparkSession delta;

    @BeforeEach
    void startEmpty(@TempDir Path folder) {
        pipeline = Pipeline.in(folder).as(TableFormat.DELTA);
        table = folder.resolve("processed/books");
        TestSpark.session();
        SparkSession.clearActiveSession();
        SparkSession.clearDefaultSession();
        delta = SparkSession.builder()
                .withExtensions(new DeltaSparkSessionExtension())
                .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
                .config("spark.databricks.delta.retentionDurationCheck.enabled", "false")
                .config("spark.databricks.delta.snapshotPartitions", "1")
                .config("spark.sql.sources.parallelPartitionDiscovery.parallelism", "1")
                .getOrCreate();
    }

    @AfterEach
    void giveBack() {
        SparkSession.setDefaultSession(TestSpark.session());
    }

    @Test
    void areServedEveryVersion() {
        process(Book.of("a", JANUARY), Book.of("b", MARCH));
        process(Book.withoutDate("c"));
        pipeline.definedBy("definition-with-language.yaml");
        process(Book.of("d", JANUARY).in("pl"));

        assertThat(sql("select record_id, published_on, language, opens, price, size(tags) from " + name()
                        + " order by 1"))
                .containsExactly(
                        "[a,2026-01-31,null,34200000000,12.50,2]",
                        "[b,2026-03-01,null,34200000000,12.50,2]",
                        "[c,null,null,34200000000,12.50,2]",
                        "[d,2026-01-31,pl,34200000000,12.50,2]");
        assertThat(sql("select record_id from " + name() + " version as of 0 order by 1"))
                .containsExactly("[a]", "[b]");
        assertThat(sql("select count(*) from " + name())).containsExactly("[4]");
        assertThat(delta.sql("describe history " + name())
                        .select("version", "operation", "engineInfo")
                        .collectAsList())
                .extracting(Object::toString)
                .containsExactly("[2,MERGE,Sluice]", "[1,MERGE,Sluice]", "[0,MERGE,Sluice]");
    }

    @Test
    void findThePartOfATimestampThatPartitionsIt() {
        pipeline.partitionedBy("month(event_time)");
        process(Book.happened("a", "2026-01-31T14:00:00Z"), Book.happened("b", "2026-02-01T00:00:00Z"));
        process(Book.happened("c", null));

        assertThat(sql("select record_id, event_time_month from " + name() + " order by 1"))
                .containsExactly("[a,2026-01]", "[b,2026-02]", "[c,null]");
        assertThat(sql("select record_id, event_time from " + name() + " where event_time_month = '2026-02'"))
                .containsExactly("[b,2026-02-01T00:00:00Z]");
        assertThat(delta.sql("describe detail " + name())
                        .select("partitionColumns")
                        .collectAsList())
                .extracting(Object::toString)
                .asString()
                .contains("event_time_month");
    }

    @Test
    void findItByTheStatementsThatRegisterIt() {
        process(Book.of("a", JANUARY), Book.withoutDate("b"));
        String zone = table.getParent().toString();
        var definition = Pipeline.definition("definition.yaml");
        SparkSession.setActiveSession(delta);

        delta.sql(new Tables(definition, Dialect.SPARK)
                .processedAsDelta(zone)
                .orElseThrow()
                .replace(";", ""));
        try {
            assertThat(sql("select record_id, published_on from books order by 1"))
                    .containsExactly("[a,2026-01-31]", "[b,null]");
        } finally {
            delta.sql("drop table books");
        }
    }

    @Test
    void mayOptimizeAndVacuumBetweenRuns() {
        process(Book.of("a", JANUARY));
        process(Book.of("b", JANUARY));
        delta.sql("optimize " + name());
        delta.sql("vacuum " + name() + " retain 0 hours");

        ProcessResult next = process(Book.of("a", JANUARY), Book.of("c", JANUARY));

        assertThat(next.counts().duplicates()).isEqualTo(1);
        assertThat(sql("select record_id from " + name() + " order by 1")).containsExactly("[a]", "[b]", "[c]");
    }

    @Test
    void findACheckpointAfterTenVersions() {
        for (int run = 0; run < 11; run++) {
            process(Book.of("book " + run, JANUARY));
        }

        assertThat(table.resolve("_delta_log/00000000000000000010.checkpoint.parquet"))
                .exists();
        assertThat(sql("select count(distinct record_id), count(*) from " + name()))
                .containsExactly("[11,11]");
        assertThat(process(Book.of("book 1", JANUARY)).counts().duplicates()).isEqualTo(1);
    }

    @Test
    void keepFilesOfOlderVersionsUntilCompactMayDropThem() throws IOException {
        process(Book.of("a", JANUARY));
        process(Book.of("b", JANUARY));
        compact(Duration.ofDays(7));
        assertThat(dataFiles()).isEqualTo(3);
        assertThat(sql("select count(*) from " + name() + " version as of 1")).containsExactly("[2]");

        compact(Duration.ZERO);

        assertThat(dataFiles()).isEqualTo(1);
        assertThat(sql("select record_id from " + name() + " order by 1")).containsExactly("[a]", "[b]");
    }

    @Test
    void areNotGivenATableOfFeaturesThatAreNotKnown() {
        process(Book.of("a", JANUARY));
        delta.sql("alter table " + name() + " set tblproperties ('delta.enableDeletionVectors' = true)");
        pipeline.raw().commit(0, Book.of("b", JANUARY));

        assertThatThrownBy(pipeline::process)
                .isInstanceOf(CannotChangeException.class)
                .hasMessageContaining("deletionVectors");
    }

    @Test
    void areNotMixedWithReadersOfFolders() {
        process(Book.of("a", JANUARY));

        assertThatThrownBy(pipeline.as(TableFormat.PARQUET)::process)
                .isInstanceOf(CannotChangeException.class)
                .hasMessageContaining("Cannot write books as parquet: ")
                .hasMessageEndingWith("/processed/books has it as delta; use another --processed folder");
    }

    private ProcessResult process(Book... books) {
        pipeline.raw().commit(0, books);
        return pipeline.process();
    }

    private void compact(Duration keepRemoved) throws IOException {
        pipeline.compact(
                        pipeline.processedStorage(),
                        stage -> {},
                        new CompactSettings(FileLayout.ofSize(1 << 20), 1, keepRemoved))
                .run();
    }

    private long dataFiles() throws IOException {
        try (var files = Files.walk(table)) {
            return files.filter(file -> file.toString().endsWith("-0000.parquet"))
                    .count();
        }
    }

    private String name() {
        return "delta.`" + table + "`";
    }

    private List<String> sql(String query) {
        SparkSession.setActiveSession(delta);
        return delta.sql(query).collectAsList().stream().map(Object::toString).toList();
    }
}
