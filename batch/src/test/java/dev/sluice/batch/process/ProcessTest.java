package dev.sluice.batch.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.batch.fixture.Book;
import dev.sluice.batch.fixture.Pipeline;
import dev.sluice.batch.fixture.ProcessedZone;
import dev.sluice.batch.fixture.RawZone;
import dev.sluice.batch.merge.MergeSettings;
import dev.sluice.record.commitlog.CommitRecord;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTest {

    private static final String JANUARY = "2026-01-31";
    private static final String MARCH = "2026-03-01";

    private Pipeline pipeline;
    private RawZone raw;
    private ProcessedZone processed;

    @BeforeEach
    void startEmpty(@TempDir Path folder) {
        pipeline = Pipeline.in(folder);
        raw = pipeline.raw();
        processed = pipeline.processed();
    }

    @Test
    void bringsEveryRowIntoTheFolderOfItsDate() {
        raw.commit(0, Book.of("a", JANUARY), Book.of("b", MARCH)).commit(1, Book.of("c", JANUARY));

        ProcessResult result = pipeline.process();

        assertThat(processed.books()).containsExactly("a|" + JANUARY, "b|" + MARCH, "c|" + JANUARY);
        assertThat(processed.files())
                .hasSize(2)
                .allSatisfy((file, time) -> assertThat(file)
                        .matches("published_on=2026-0[13]-\\d\\d/0{19}1-[0-9a-f]{8}-000[01]\\.parquet"));
        assertThat(result.batch()).isEqualTo(1);
        assertThat(result.counts().commits()).isEqualTo(2);
        assertThat(result.rawFiles()).isEqualTo(2);
        assertThat(result.counts().rowsIn()).isEqualTo(3);
        assertThat(result.counts().inserted()).isEqualTo(3);
        assertThat(result.partitions()).isEqualTo(2);
        assertThat(processed.staged()).isEmpty();
    }

    @Test
    void keepsEveryValueAndTheLineage() {
        raw.commit(0, Book.of("a", "1582-10-10").titled("Ḥayy ibn Yaqẓān"));

        pipeline.process();

        assertThat(processed.query(
                        "title, price, published_on, epoch_us(event_time), opens, tags, _kafka_offset,"
                                + " _rows_partition, _rows_offset, _definition_version, len(_quality_flags)",
                        ""))
                .containsExactly("Ḥayy ibn Yaqẓān|12.50|1582-10-10|-4876806299999999|09:30|[fiction, żółw]|100|0|100"
                        + "|5aa41dee3f88|0");
        assertThat(processed.query("typeof(published_on), typeof(event_time), typeof(opens), typeof(price)", ""))
                .containsExactly("DATE|TIMESTAMP WITH TIME ZONE|TIME|DECIMAL(10,2)");
    }

    @Test
    void addsOnlyWhatIsNewSinceTheLastRun() {
        raw.commit(0, Book.of("a", JANUARY));
        pipeline.process();
        raw.commit(0, Book.of("b", JANUARY)).commit(1, Book.of("c", MARCH));

        ProcessResult second = pipeline.process();

        assertThat(processed.books()).containsExactly("a|" + JANUARY, "b|" + JANUARY, "c|" + MARCH);
        assertThat(second.batch()).isEqualTo(2);
        assertThat(second.counts().rowsIn()).isEqualTo(2);
        assertThat(second.rawFiles()).isEqualTo(2);
    }

    @Test
    void readsNoDataFileWhenNothingIsNew() {
        raw.commit(0, Book.of("a", JANUARY));
        pipeline.process();
        Map<String, FileTime> before = processed.files();

        ProcessResult second = pipeline.withoutSpark().process();

        assertThat(second.foundNew()).isFalse();
        assertThat(second.batch()).isEqualTo(1);
        assertThat(processed.files()).isEqualTo(before);
    }

    @Test
    void hasNothingToDoBeforeTheServiceHasWritten() {
        ProcessResult first = pipeline.withoutSpark().process();

        assertThat(first.foundNew()).isFalse();
        assertThat(first.batch()).isZero();
    }

    @Test
    void worksInFoldersWithAnyCharacterInTheirNames(@TempDir Path folder) {
        Pipeline odd = Pipeline.in(folder.resolve("zone {a,b} [1] %20 ż"));
        odd.raw().commit(0, Book.of("a", JANUARY));
        odd.process();
        odd.raw().commit(0, Book.of("a", JANUARY), Book.of("b", JANUARY));

        ProcessResult second = odd.process();

        assertThat(second.counts().inserted()).isEqualTo(1);
        assertThat(second.counts().duplicates()).isEqualTo(1);
        assertThat(odd.processed().files()).hasSize(2);
    }

    @Test
    void keepsTheFirstSightingOfAKeyWithinARun() {
        raw.commit(
                        0,
                        Book.of("a", JANUARY).titled("first"),
                        Book.of("a", JANUARY).titled("second"))
                .commit(0, Book.of("a", JANUARY).titled("third"));

        ProcessResult result = pipeline.process();

        assertThat(processed.query("title", "")).containsExactly("first");
        assertThat(result.counts().inserted()).isEqualTo(1);
        assertThat(result.counts().duplicates()).isEqualTo(2);
    }

    @Test
    void keepsTheFirstSightingOfAKeyAcrossRuns() {
        raw.commit(0, Book.of("a", JANUARY).titled("first"));
        pipeline.process();
        Map<String, FileTime> before = processed.files();
        raw.commit(0, Book.of("a", JANUARY).titled("second"));

        ProcessResult second = pipeline.process();

        assertThat(processed.query("title", "")).containsExactly("first");
        assertThat(second.counts().duplicates()).isEqualTo(1);
        assertThat(second.files()).isZero();
        assertThat(processed.files()).isEqualTo(before);
    }

    @Test
    void keepsAKeyOnceInEachDatePartition() {
        raw.commit(0, Book.of("a", JANUARY), Book.of("a", MARCH));

        pipeline.process();

        assertThat(processed.books()).containsExactly("a|" + JANUARY, "a|" + MARCH);
    }

    @Test
    void putsALateRowIntoItsOwnDateAndLeavesOtherDatesAlone() {
        raw.commit(0, Book.of("a", JANUARY), Book.of("b", MARCH));
        pipeline.process();
        Map<String, FileTime> before = processed.files();
        raw.commit(0, Book.of("late", JANUARY));

        pipeline.process();

        assertThat(processed.books()).containsExactly("a|" + JANUARY, "b|" + MARCH, "late|" + JANUARY);
        assertThat(processed.files()).containsAllEntriesOf(before).hasSize(3);
    }

    @Test
    void makesOneFileOfManySmallOnesWhenADateHasTooMany() {
        pipeline.with(new MergeSettings(1 << 20, 2));
        raw.commit(0, Book.of("a", JANUARY), Book.of("other", MARCH));
        pipeline.process();
        raw.commit(0, Book.of("b", JANUARY));
        pipeline.process();
        raw.commit(0, Book.of("c", JANUARY), Book.of("a", JANUARY).titled("again"));

        ProcessResult third = pipeline.process();

        assertThat(processed.files().keySet()).hasSize(2).anyMatch(file -> file.contains("/00000000000000000003-"));
        assertThat(processed.query("record_id, title", "where published_on = '2026-01-31' order by 1"))
                .containsExactly("a|Title of a", "b|Title of b", "c|Title of c");
        assertThat(third.filesReplaced()).isEqualTo(2);
        assertThat(third.counts().inserted()).isEqualTo(1);
        assertThat(third.counts().duplicates()).isEqualTo(1);
    }

    @Test
    void sortsTheRowsOfAFileByKeyAndSplitsALargeDateIntoSeveralFiles() {
        pipeline.with(new MergeSettings(4000, 8));
        Book[] books = new Book[3000];
        for (int i = 0; i < books.length; i++) {
            books[i] = Book.of(String.format("%04d", (i * 7919L) % books.length), i % 3 == 0 ? JANUARY : MARCH);
        }
        raw.commit(0, books);

        pipeline.process();

        assertThat(processed.query("count(*), count(distinct record_id)", "")).containsExactly("3000|3000");
        assertThat(processed.files().keySet().stream().filter(file -> file.contains(MARCH)))
                .hasSizeGreaterThan(1);
        assertThat(processed.query(
                        "record_id < lag(record_id) over (partition by filename order by file_row_number) as wrong",
                        "qualify wrong"))
                .isEmpty();
    }

    @Test
    void readsNullFromFilesThatAreOlderThanAColumn() {
        raw.commit(0, Book.of("a", JANUARY));
        pipeline.process();
        raw.commit(0, Book.of("b", JANUARY)).commit(0, Book.of("c", JANUARY).in("pl"));

        pipeline.definedBy("definition-with-language.yaml").process();

        assertThat(processed.query("record_id, language", "order by 1")).containsExactly("a|null", "b|null", "c|pl");
    }

    @Test
    void waitsForAFileThatIsNotYetPublished() {
        raw.commit(0, Book.of("a", JANUARY));
        CommitRecord unpublished = raw.commitUnpublished(0, Book.of("b", JANUARY));

        ProcessResult first = pipeline.process();
        assertThat(processed.books()).containsExactly("a|" + JANUARY);
        assertThat(first.commitsWaiting()).isEqualTo(1);
        assertThat(first.lag()).isPositive();

        raw.publish(unpublished);
        ProcessResult second = pipeline.process();
        assertThat(processed.books()).containsExactly("a|" + JANUARY, "b|" + JANUARY);
        assertThat(second.commitsWaiting()).isZero();
        assertThat(second.lag()).isZero();
    }

    @Test
    void keepsAndCountsRowsWithoutADate() {
        raw.commit(0, Book.withoutDate("x"), Book.withoutDate("x"), Book.of("a", JANUARY));
        ProcessResult first = pipeline.process();
        raw.commit(0, Book.withoutDate("x"), Book.withoutDate("y"));

        ProcessResult second = pipeline.process();

        assertThat(processed.books()).containsExactly("a|" + JANUARY, "x|null", "y|null");
        assertThat(processed.query("any_value(typeof(published_on))", "")).containsExactly("DATE");
        assertThat(first.counts().unknownDate()).isEqualTo(1);
        assertThat(second.counts().unknownDate()).isEqualTo(1);
        assertThat(second.counts().duplicates()).isEqualTo(1);
    }

    @Test
    void movesOnOverRangesWithoutRowsWithoutStartingSpark() {
        raw.commit(0, Book.of("a", JANUARY));
        pipeline.process();
        raw.pass(0, CommitRecord.Kind.EMPTY, 3).pass(0, CommitRecord.Kind.SKIP, 5);

        ProcessResult second = pipeline.withoutSpark().process();

        assertThat(second.batch()).isEqualTo(2);
        assertThat(second.counts().commits()).isEqualTo(2);
        assertThat(second.counts().skippedOffsets()).isEqualTo(5);
        assertThat(pipeline.process().foundNew()).isFalse();
    }

    @Test
    void refusesADefinitionThatPartitionsByAnotherColumn() {
        raw.commit(0, Book.of("a", JANUARY));
        pipeline.process();

        assertThatThrownBy(pipeline.definedBy("definition-by-other-date.yaml")::process)
                .isInstanceOf(CannotProcessException.class)
                .hasMessage("Cannot process books: its Processed Zone is partitioned by published_on, the definition"
                        + " says partition-by: added_on; use another --processed folder");
        assertThatThrownBy(pipeline.partitionedBy("month(published_on)")::process)
                .isInstanceOf(CannotProcessException.class)
                .hasMessageContaining("says partition-by: month(published_on); use");
    }
}
