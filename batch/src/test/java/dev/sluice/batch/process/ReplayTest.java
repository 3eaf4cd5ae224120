package dev.sluice.batch.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.batch.fixture.Book;
import dev.sluice.batch.fixture.Pipeline;
import dev.sluice.batch.fixture.ProcessedZone;
import dev.sluice.batch.fixture.RawZone;
import dev.sluice.batch.rawlog.BrokenChainException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of a replay: epoch 1 reads partition 0 again from offset 50 on; offset 100 was the next new one. */
class ReplayTest {

    private static final String JANUARY = "2026-01-31";
    private static final String MARCH = "2026-03-01";
    private static final Instant LATER = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant EARLIER = Instant.parse("2026-01-01T00:00:00Z");

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
    void replacesRowsThatWereReadAgain() {
        process(
                Book.of("a", JANUARY).titled("wrong").at(60),
                Book.of("b", JANUARY).at(61));
        raw.replay(1, 50, 100, LATER);

        ProcessResult replay = process(
                Book.of("a", JANUARY).titled("right").at(60).replayed(1),
                Book.of("b", JANUARY).at(61).replayed(1));

        assertThat(processed.query("record_id, title, _ingest_epoch", "order by 1"))
                .containsExactly("a|right|1", "b|Title of b|1");
        assertThat(replay.counts().updated()).isEqualTo(2);
        assertThat(replay.counts().inserted()).isZero();
        assertThat(replay.counts().duplicates()).isZero();
    }

    @Test
    void leavesRowsFromBeforeTheStartAlone() {
        process(
                Book.of("a", JANUARY).titled("first").at(10),
                Book.of("b", MARCH).at(11));
        Map<String, FileTime> before = processed.files();
        raw.replay(1, 50, 100, LATER);

        ProcessResult replay = process(
                Book.of("a", JANUARY).titled("repeated").at(60).replayed(1),
                Book.of("b", JANUARY).at(61).replayed(1));

        assertThat(processed.query("record_id, title, published_on", "order by 1"))
                .containsExactly("a|first|" + JANUARY, "b|Title of b|" + MARCH);
        assertThat(processed.files()).isEqualTo(before);
        assertThat(replay.counts().duplicates()).isEqualTo(2);
    }

    @Test
    void takesARowWhoseDateChangedOutOfItsOldFolder() {
        process(
                Book.of("a", JANUARY).at(60),
                Book.of("stays", JANUARY).at(61),
                Book.of("other", MARCH).at(62));
        raw.replay(1, 50, 100, LATER);

        ProcessResult replay = process(Book.of("a", MARCH).at(60).replayed(1));

        assertThat(processed.books()).containsExactly("a|" + MARCH, "other|" + MARCH, "stays|" + JANUARY);
        assertThat(replay.counts().updated()).isEqualTo(1);
    }

    @Test
    void removesTheFileOfAFolderThatEveryRowHasLeft() {
        process(Book.of("a", JANUARY).at(60));
        raw.replay(1, 50, 100, LATER);

        process(Book.withoutDate("a").at(60).replayed(1));

        assertThat(processed.books()).containsExactly("a|null");
        assertThat(processed.files()).hasSize(1);
    }

    @Test
    void addsRecordsThatTheEarlierEpochRejected() {
        process(Book.of("a", JANUARY).at(60));
        raw.replay(1, 50, 100, LATER);

        ProcessResult replay = process(
                Book.of("a", JANUARY).at(60).replayed(1),
                Book.of("was bad", JANUARY).at(61).replayed(1));

        assertThat(processed.books()).containsExactly("a|" + JANUARY, "was bad|" + JANUARY);
        assertThat(replay.counts().inserted()).isEqualTo(1);
        assertThat(replay.counts().updated()).isEqualTo(1);
    }

    @Test
    void mergesBothEpochsInOneRun() {
        raw.replay(1, 50, 100, LATER);

        ProcessResult both = process(
                Book.of("a", JANUARY).titled("wrong").at(60),
                Book.of("early", JANUARY).at(10),
                Book.of("a", MARCH).titled("right").at(60).replayed(1),
                Book.of("early", MARCH).at(70).replayed(1));

        assertThat(processed.books()).containsExactly("a|" + MARCH, "early|" + JANUARY);
        assertThat(both.counts().inserted()).isEqualTo(2);
        assertThat(both.counts().updated()).isZero();
        assertThat(both.counts().duplicates()).isEqualTo(2);
    }

    @Test
    void replaysAReplay() {
        process(Book.of("a", JANUARY).titled("zero").at(60));
        raw.replay(1, 50, 100, LATER);
        process(Book.of("a", JANUARY).titled("one").at(60).replayed(1));
        raw.replay(2, 0, 100, LATER);

        process(Book.of("a", MARCH).titled("two").at(60).replayed(2));

        assertThat(processed.query("title, published_on, _ingest_epoch", "")).containsExactly("two|" + MARCH + "|2");
    }

    @Test
    void keepsTheFirstSightingOfAnEpoch() {
        raw.replay(1, 50, 100, LATER);
        process(Book.of("a", JANUARY).titled("first").at(60).replayed(1));

        ProcessResult second =
                process(Book.of("a", JANUARY).titled("second").at(70).replayed(1));

        assertThat(processed.query("title", "")).containsExactly("first");
        assertThat(second.counts().duplicates()).isEqualTo(1);
    }

    @Test
    void readsNoOtherFolderForRowsThatAreNewForEveryEpoch() {
        process(Book.of("a", JANUARY).at(10), Book.of("b", MARCH).at(11));
        raw.replay(1, 50, 100, EARLIER);

        ProcessResult live = process(
                Book.of("a", MARCH).at(200).replayed(1),
                Book.of("b", MARCH).at(201).replayed(1));

        assertThat(processed.books()).containsExactly("a|" + JANUARY, "a|" + MARCH, "b|" + MARCH);
        assertThat(live.counts().inserted()).isEqualTo(1);
        assertThat(live.counts().duplicates()).isEqualTo(1);
    }

    @Test
    void recognisesAKeyFromBeforeTheStartInNewRowsForAsLongAsDedupWould() {
        process(Book.of("a", JANUARY).at(10));
        raw.replay(1, 50, 100, LATER);

        ProcessResult live = process(Book.of("a", MARCH).at(200).replayed(1));

        assertThat(processed.books()).containsExactly("a|" + JANUARY);
        assertThat(live.counts().duplicates()).isEqualTo(1);
    }

    @Test
    void countsWhatTheTableHoldsFromItsLedger() {
        process(Book.of("a", JANUARY).at(60), Book.withoutDate("b").at(61));
        raw.replay(1, 50, 100, LATER);

        ProcessResult replay = process(
                Book.withoutDate("a").at(60).replayed(1),
                Book.withoutDate("b").at(61).replayed(1));

        assertThat(processed.books()).containsExactly("a|null", "b|null");
        assertThat(replay.counts().updated()).isEqualTo(2);
        assertThat(replay.counts().unknownDate()).isZero();
    }

    @Test
    void refusesRowsOfAnEpochThatTheRawZoneDoesNotKnow() {
        raw.commit(0, Book.of("a", JANUARY).replayed(1));

        assertThatThrownBy(pipeline::process)
                .isInstanceOf(BrokenChainException.class)
                .hasMessage(
                        "Cannot read _epochs/books/cluster-1/0000000001.json: not there, but the commit log has rows"
                                + " of this replay epoch; bring it back from a copy of the RAW zone, or start the service, which"
                                + " writes it");
    }

    private ProcessResult process(Book... books) {
        raw.commit(0, books);
        return pipeline.process();
    }
}
