package dev.sluice.batch.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.batch.fixture.Book;
import dev.sluice.batch.fixture.FailingStorage;
import dev.sluice.batch.fixture.Folders;
import dev.sluice.batch.fixture.Pipeline;
import dev.sluice.batch.fixture.ProcessedZone;
import dev.sluice.batch.fixture.RawZone;
import dev.sluice.batch.merge.Dates;
import dev.sluice.batch.rawlog.BrokenChainException;
import dev.sluice.batch.retain.Retain;
import dev.sluice.batch.storage.LocalStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders that are built anew from RAW files that were processed before. */
class ProcessAgainTest {

    private static final String JANUARY = "2026-01-31";
    private static final String MARCH = "2026-03-01";
    private static final Dates IN_JANUARY = new Dates(LocalDate.parse("2026-01-01"), LocalDate.parse(JANUARY));

    private static final Instant LATER = Instant.parse("2026-03-01T00:00:00Z");

    private Path folder;
    private Pipeline pipeline;
    private RawZone raw;
    private ProcessedZone processed;

    @BeforeEach
    void startEmpty(@TempDir Path empty) {
        folder = empty;
        pipeline = Pipeline.in(folder);
        raw = pipeline.raw();
        processed = pipeline.processed();
    }

    @Test
    void leavesTheFoldersOfOtherDatesAlone() {
        raw.commit(0, Book.of("a", JANUARY), Book.of("b", MARCH), Book.withoutDate("c"));
        pipeline.process();
        Map<String, FileTime> before = processed.files();

        ProcessResult again = pipeline.again(IN_JANUARY);

        assertThat(processed.books()).containsExactly("a|" + JANUARY, "b|" + MARCH, "c|null");
        assertThat(processed.files().keySet().stream().filter(before::containsKey))
                .hasSize(2)
                .noneMatch(file -> file.contains(JANUARY));
        assertThat(again.filesReplaced()).isEqualTo(1);
        assertThat(again.partitions()).isEqualTo(1);
    }

    @Test
    void bringsBackWhatWasLostFromTheTable() throws IOException {
        raw.commit(0, Book.of("a", JANUARY), Book.of("b", MARCH), Book.withoutDate("c"));
        pipeline.process();
        for (String file : processed.files().keySet()) {
            Files.delete(processed.root().resolve("books").resolve(file));
        }

        ProcessResult again = pipeline.again(Dates.ALL);

        assertThat(processed.books()).containsExactly("a|" + JANUARY, "b|" + MARCH, "c|null");
        assertThat(again.counts().rowsIn()).isEqualTo(3);
    }

    @Test
    void takesTheDefinitionOfTodayAndPutsRowsAsideOnce() {
        raw.commit(0, Book.of("a", JANUARY).titled("7"), Book.of("b", JANUARY).titled("seven"), Book.of("C", MARCH));
        pipeline.process();
        pipeline.definedBy("definition-stricter.yaml");

        ProcessResult first = pipeline.again(Dates.ALL);
        ProcessResult second = pipeline.again(Dates.ALL);

        assertThat(processed.query("record_id, title, typeof(title)", "")).containsExactly("a|7|INTEGER");
        assertThat(processed.quarantine("record_id")).containsExactly("C", "b");
        assertThat(first.quarantined()).isEqualTo(2);
        assertThat(first.counts().updated()).isEqualTo(1);
        assertThat(second.quarantined()).isZero();
        assertThat(second.counts().updated()).isEqualTo(1);
    }

    @Test
    void doesNotBringBackWhatAReplayHasMovedToAnotherDate() {
        raw.commit(
                0, Book.of("moved", JANUARY).at(60), Book.of("stays", JANUARY).at(61));
        pipeline.process();
        raw.replay(1, 50, 100, LATER).commit(0, Book.of("moved", MARCH).at(60).replayed(1));
        pipeline.process();

        pipeline.again(IN_JANUARY);
        assertThat(processed.books()).containsExactly("moved|" + MARCH, "stays|" + JANUARY);

        pipeline.again(Dates.ALL);
        assertThat(processed.books()).containsExactly("moved|" + MARCH, "stays|" + JANUARY);
    }

    @Test
    void isRepairedByTheNextRunWhereverItDies() {
        Pipeline prepared = Pipeline.in(folder.resolve("prepared"));
        prepared.raw().commit(0, Book.of("a", JANUARY), Book.of("b", MARCH));
        prepared.process();
        int change = 1;
        while (diesAt(change)) {
            change++;
            assertThat(change).isLessThan(40);
        }
        assertThat(change).as("changes of a run").isGreaterThan(6);
    }

    /** @return false when the run ended before it came to its death */
    private boolean diesAt(int change) {
        Pipeline lake = Pipeline.in(Folders.copy(folder.resolve("prepared"), folder.resolve(change + "")));
        FailingStorage dying = FailingStorage.afterChange(lake.processedStorage(), change);
        boolean died = true;
        try {
            lake.again(dying, Dates.ALL);
            died = dying.died();
        } catch (UncheckedIOException dead) {
            assertThat(dead).hasMessageContaining("the process is dead");
        }

        assertThat(lake.process().foundNew()).isFalse();

        assertThat(lake.processed().books())
                .as("after death at change %d", change)
                .containsExactly("a|" + JANUARY, "b|" + MARCH);
        assertThat(lake.processed().files()).hasSize(2);
        return died;
    }

    @Test
    void refusesWhenARawFileIsThereNoMore() throws IOException {
        raw.commit(0, Book.of("a", JANUARY)).commit(0, Book.of("b", JANUARY));
        pipeline.process();
        try (Stream<Path> files = Files.walk(raw.root().resolve("books"))) {
            Files.delete(files.filter(Files::isRegularFile).findFirst().orElseThrow());
        }

        assertThatThrownBy(() -> pipeline.again(IN_JANUARY))
                .isInstanceOf(BrokenChainException.class)
                .hasMessageStartingWith("Cannot read RAW file books/")
                .hasMessageEndingWith("; bring it back, or say with --archive where retain has moved it");
        assertThat(processed.books()).hasSize(2);
    }

    @Test
    void readsWhatIsInNeitherZoneFromTheArchive() throws IOException {
        raw.commit(0, Book.of("a", JANUARY).titled("7"))
                .commit(0, Book.of("b", MARCH).titled("8"))
                .commit(0, Book.of("c", MARCH).titled("9"));
        pipeline.process();
        LocalStorage archive = new LocalStorage(folder.resolve("archive"));
        new Retain("books", raw.storage(), processed.storage(), archive, stage -> {}, LATER).run();
        assertThat(Folders.files(archive, "")).hasSize(2);

        pipeline.withArchive(archive).again(IN_JANUARY);
        pipeline.definedBy("definition-stricter.yaml").again(Dates.ALL); // as rows of an older definition
        Pipeline another = Pipeline.between(raw.storage(), new LocalStorage(folder.resolve("another")));
        another.withArchive(archive).process();

        assertThat(processed.query("record_id, title, typeof(title)", "order by 1"))
                .containsExactly("a|7|INTEGER", "b|8|INTEGER", "c|9|INTEGER");
        assertThat(another.processed().books()).containsExactly("a|" + JANUARY, "b|" + MARCH, "c|" + MARCH);
        String lost = Folders.files(archive, "").get(0);
        archive.delete(lost);
        assertThatThrownBy(() -> pipeline.again(Dates.ALL))
                .isInstanceOf(BrokenChainException.class)
                .hasMessageStartingWith("Cannot read RAW file " + lost + ": neither there nor in --archive file:"
                        + archive.root() + ", named by _commits/books/")
                .hasMessageEndingWith("; bring it back to either");
    }

    @Test
    void refusesBeforeTheFirstRun() {
        assertThatThrownBy(() -> pipeline.again(Dates.ALL))
                .isInstanceOf(CannotProcessException.class)
                .hasMessage("Cannot process books: nothing of it was processed yet; run process without --from, --to"
                        + " and --full");
    }
}
