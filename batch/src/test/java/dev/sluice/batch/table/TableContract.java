package dev.sluice.batch.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.batch.compact.CompactSettings;
import dev.sluice.batch.fixture.Book;
import dev.sluice.batch.fixture.FailingStorage;
import dev.sluice.batch.fixture.Pipeline;
import dev.sluice.batch.ledger.OvertakenException;
import dev.sluice.batch.merge.Dates;
import dev.sluice.batch.merge.MergeSettings;
import dev.sluice.batch.process.Process;
import dev.sluice.batch.process.ProcessResult;
import dev.sluice.batch.retain.Retain;
import dev.sluice.batch.storage.LakeStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** What a table is after any runs, in every format and on every storage. Read with DuckDB. */
abstract class TableContract extends PartitionContract {

    private static final String JANUARY = "2026-01-31";
    private static final String MARCH = "2026-03-01";

    /** More than any run makes; only ends a loop that would never end. */
    private static final int MOST_CHANGES = 40;

    @Test
    void bringsInWhatIsNewOnce() {
        pipeline.raw().commit(0, Book.of("a", JANUARY), Book.of("b", MARCH)).commit(1, Book.of("c", JANUARY));
        ProcessResult first = pipeline.process();
        pipeline.raw()
                .commit(0, Book.of("a", JANUARY).titled("again"), Book.of("a", MARCH), Book.withoutDate("d"))
                .commit(1, Book.of("b", MARCH), Book.of("e", JANUARY));

        ProcessResult second = pipeline.process();
        ProcessResult third = pipeline.withoutSpark().process();

        assertThat(processed.query("record_id, published_on, title", "order by 1, 2"))
                .containsExactly(
                        "a|" + JANUARY + "|Title of a",
                        "a|" + MARCH + "|Title of a",
                        "b|" + MARCH + "|Title of b",
                        "c|" + JANUARY + "|Title of c",
                        "d|null|Title of d",
                        "e|" + JANUARY + "|Title of e");
        assertThat(first.counts().inserted()).isEqualTo(3);
        assertThat(second.counts().inserted()).isEqualTo(3);
        assertThat(second.counts().duplicates()).isEqualTo(2);
        assertThat(third.foundNew()).isFalse();
        assertThat(third.batch()).isEqualTo(2);
        assertThat(processed.staged()).isEmpty();
    }

    @Test
    void letsAReplayReplaceRowsAndTakesThoseWhoseDateChangedOutOfTheirFolder() {
        pipeline.raw()
                .commit(
                        0,
                        Book.of("a", JANUARY).titled("wrong").at(60),
                        Book.of("moves", JANUARY).at(61),
                        Book.of("early", MARCH).at(10));
        pipeline.process();
        pipeline.raw()
                .replay(1, 50, 100, LATER)
                .commit(
                        0,
                        Book.of("a", JANUARY).titled("right").at(60).replayed(1),
                        Book.of("moves", MARCH).at(61).replayed(1),
                        Book.of("early", JANUARY).at(70).replayed(1));

        ProcessResult replay = pipeline.process();

        assertThat(processed.query("record_id, title, published_on", "order by 1"))
                .containsExactly(
                        "a|right|" + JANUARY, "early|Title of early|" + MARCH, "moves|Title of moves|" + MARCH);
        assertThat(replay.counts().updated()).isEqualTo(2);
        assertThat(replay.counts().duplicates()).isEqualTo(1);
    }

    @Test
    void takesANewColumnAndKeepsAllTypes() {
        pipeline.raw().commit(0, Book.of("a", JANUARY));
        pipeline.process();
        pipeline.raw().commit(0, Book.of("b", JANUARY).in("pl"));

        pipeline.definedBy("definition-with-language.yaml")
                .with(new MergeSettings(1 << 20, 1))
                .process();

        assertThat(processed.query("record_id, language, price, opens, event_time is not null, tags", "order by 1"))
                .containsExactly("a|null|12.50|09:30|true|[fiction, żółw]", "b|pl|12.50|09:30|true|[fiction, żółw]");
    }

    @Test
    void keepsAKeyOnceInTheWholeTableWhereTheDefinitionSaysSo() {
        pipeline.definedBy("definition-once.yaml");
        pipeline.raw().commit(0, Book.of("a", JANUARY), Book.of("b", MARCH), Book.of("a", MARCH));
        pipeline.process();
        pipeline.raw().commit(0, Book.of("a", MARCH), Book.of("b", JANUARY), Book.of("c", MARCH));

        ProcessResult second = pipeline.process();

        assertThat(processed.books()).containsExactly("a|" + JANUARY, "b|" + MARCH, "c|" + MARCH);
        assertThat(second.counts().inserted()).isEqualTo(1);
        assertThat(second.counts().duplicates()).isEqualTo(2);
    }

    @Test
    void goesByItsLedgerWhenTheClockIsSetBack() {
        pipeline.raw().commit(0, Book.of("a", JANUARY), Book.of("b", MARCH));
        pipeline.at(Instant.parse("2030-01-01T00:00:00Z")).process();
        pipeline.raw().commit(0, Book.of("a", JANUARY), Book.of("c", JANUARY));

        ProcessResult second =
                pipeline.at(Instant.parse("1999-01-01T00:00:00Z")).process();

        assertThat(processed.books()).containsExactly("a|" + JANUARY, "b|" + MARCH, "c|" + JANUARY);
        assertThat(second.batch()).isEqualTo(2);
        assertThat(second.counts().inserted()).isEqualTo(1);
        assertThat(pipeline.withoutSpark().process().foundNew()).isFalse();
    }

    @Test
    void buildsTheFoldersOfADateRangeAnew() {
        pipeline.raw()
                .commit(
                        0,
                        Book.of("a", JANUARY).in("pl"),
                        Book.of("b", MARCH).in("pl"),
                        Book.of("a", JANUARY).in("de"));
        pipeline.process();
        pipeline.raw().commit(0, Book.of("new", JANUARY).in("pl"));
        pipeline.definedBy("definition-with-language.yaml");

        ProcessResult again = pipeline.again(new Dates(null, LocalDate.parse(JANUARY)));

        assertThat(processed.query("record_id, language", "order by 1")).containsExactly("a|pl", "b|null");
        assertThat(again.counts().rowsIn()).isEqualTo(2);
        assertThat(again.counts().updated()).isEqualTo(1);
        assertThat(again.counts().duplicates()).isEqualTo(1);
        assertThat(processed.staged()).isEmpty();
        assertThat(pipeline.process().counts().inserted()).isEqualTo(1);
        assertThat(processed.files()).hasSize(3);
    }

    @Test
    void letsOneOfTwoRunsCommit() throws IOException {
        pipeline.raw().commit(0, Book.of("a", JANUARY), Book.of("b", MARCH));
        Process slow = pipeline.job(pipeline.processedStorage(), stage -> {
            if (stage.startsWith("committing")) {
                pipeline.process();
            }
        });

        assertThatThrownBy(slow::run).isInstanceOf(OvertakenException.class);

        assertThat(processed.books()).containsExactly("a|" + JANUARY, "b|" + MARCH);
        assertThat(processed.staged()).isEmpty();
        assertThat(pipeline.withoutSpark().process().foundNew()).isFalse();
    }

    @Test
    void hasTheSameRowsInFewerFilesWhenItIsCompacted() throws IOException {
        for (String id : new String[] {"c", "a", "b"}) {
            pipeline.raw().commit(0, Book.of(id, JANUARY), Book.of(id, MARCH));
            pipeline.process();
        }
        var before = processed.query("* exclude (filename, file_row_number)", "order by record_id, published_on");

        pipeline.compact(processed.storage(), stage -> {}, new CompactSettings(1 << 20, 2))
                .run();

        assertThat(processed.files()).hasSize(2);
        assertThat(processed.query("* exclude (filename, file_row_number)", "order by record_id, published_on"))
                .isEqualTo(before);
        pipeline.raw().commit(0, Book.of("a", JANUARY), Book.of("d", JANUARY));
        assertThat(pipeline.process().counts().duplicates()).isEqualTo(1);
    }

    @Test
    void isBuiltAnewFromTheArchiveAfterRetain() throws IOException {
        pipeline.raw()
                .commit(0, Book.of("a", JANUARY))
                .commit(0, Book.of("b", JANUARY))
                .commit(1, Book.of("c", JANUARY));
        pipeline.process();
        LakeStorage raw = pipeline.raw().storage();
        LakeStorage archive = zone();

        new Retain("books", raw, processed.storage(), archive, stage -> {}, LATER).run();

        String hour = "books/ingest_date=2026-02-01/ingest_hour=10";
        assertThat(archive.list(hour)).hasSize(1);
        assertThat(raw.list(hour)).hasSize(2);
        pipeline.withArchive(archive).again(Dates.ALL);
        assertThat(processed.books()).containsExactly("a|" + JANUARY, "b|" + JANUARY, "c|" + JANUARY);
    }

    @Test
    void isRepairedByTheNextRunWhereverOneDies() throws IOException {
        for (int change = 1; diesAt(change); change++) {
            assertThat(change).isLessThan(MOST_CHANGES);
        }
    }

    /** @return false when the run ended before it came to its death */
    private boolean diesAt(int change) throws IOException {
        Pipeline lake = lake();
        lake.raw().commit(0, Book.of("a", JANUARY), Book.of("b", MARCH));
        FailingStorage dying = FailingStorage.afterChange(lake.processedStorage(), change);
        boolean died = true;
        try {
            lake.process(dying);
            died = dying.died();
        } catch (UncheckedIOException dead) {
            assertThat(dead).hasMessageContaining("the process is dead");
        }

        lake.process();

        assertThat(lake.processed().books())
                .as("after death at change %d", change)
                .containsExactly("a|" + JANUARY, "b|" + MARCH);
        assertThat(lake.processed().staged()).isEmpty();
        return died;
    }
}
