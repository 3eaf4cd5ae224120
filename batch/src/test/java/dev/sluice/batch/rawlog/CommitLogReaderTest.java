package dev.sluice.batch.rawlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.batch.fixture.Book;
import dev.sluice.batch.fixture.RawZone;
import dev.sluice.batch.storage.LocalStorage;
import dev.sluice.record.commitlog.CommitRecord;
import dev.sluice.record.commitlog.CommitRecord.Kind;
import dev.sluice.record.commitlog.RecordName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitLogReaderTest {

    private static final Book BOOK = Book.of("a", "2026-01-31");

    private RawZone raw;
    private CommitLogReader reader;

    @BeforeEach
    void startEmpty(@TempDir Path folder) {
        raw = RawZone.in(folder);
        reader = new CommitLogReader(RawFiles.in(new LocalStorage(folder)), "books");
    }

    @Test
    void followsEveryChainFromItsGenesisToItsEnd() throws IOException {
        raw.commit(0, BOOK).commit(0, BOOK, BOOK).commit(3, BOOK);

        NewCommits news = reader.since(List.of());

        assertThat(news.records()).extracting(CommitRecord::start).containsExactly(100L, 102L, 100L);
        assertThat(news.positions()).extracting(ChainPosition::next).containsExactly(105L, 102L);
        assertThat(news.rows()).isEqualTo(4);
    }

    @Test
    void goesOnFromTheLedgersPosition() throws IOException {
        raw.commit(0, BOOK);
        NewCommits first = reader.since(List.of());
        raw.commit(0, BOOK).commit(1, BOOK);

        NewCommits second = reader.since(first.positions());

        assertThat(second.records()).extracting(CommitRecord::start).containsExactly(102L, 100L);
        assertThat(reader.since(second.positions()).isEmpty()).isTrue();
        assertThat(reader.since(second.positions()).positions()).isEqualTo(second.positions());
    }

    @Test
    void needsNoRecordBeforeTheLedgersPosition() throws IOException {
        raw.commit(0, BOOK);
        NewCommits first = reader.since(List.of());
        Path chain = raw.root().resolve("_commits/books/cluster-1/topic-1/p=00000");
        Files.delete(chain.resolve("genesis.json"));
        Files.delete(chain.resolve("00000000000000000100.json"));
        raw.commit(0, BOOK);

        assertThat(reader.since(first.positions()).rows()).isEqualTo(1);
    }

    @Test
    void stopsAChainBeforeAnUnpublishedFileAndNoOtherChain() throws IOException {
        raw.commit(0, BOOK).commitUnpublished(0, BOOK);
        raw.commit(1, BOOK);

        NewCommits news = reader.since(List.of());

        assertThat(news.records()).extracting(CommitRecord::partition).containsExactly(0, 1);
        assertThat(news.waiting()).extracting(CommitRecord::start).containsExactly(102L);
        assertThat(news.positions()).extracting(ChainPosition::next).containsExactly(102L, 102L);
        assertThat(news.lag().toSeconds()).isEqualTo(2);
    }

    @Test
    void passesOverRangesWithoutRows() throws IOException {
        raw.pass(0, Kind.EMPTY, 3).pass(0, Kind.SKIP, 5).commit(0, BOOK);

        NewCommits news = reader.since(List.of());

        assertThat(news.records()).extracting(CommitRecord::kind).containsExactly(Kind.EMPTY, Kind.SKIP, Kind.DATA);
        assertThat(news.skippedOffsets()).isEqualTo(5);
    }

    @Test
    void followsRecordsThatClosedHoursWithoutAnOffsetPassing() throws IOException {
        raw.pass(0, Kind.EMPTY, 0).pass(0, Kind.EMPTY, 0).commit(0, BOOK);
        NewCommits first = reader.since(List.of());
        raw.pass(0, Kind.EMPTY, 0);
        NewCommits second = reader.since(first.positions());
        raw.pass(0, Kind.EMPTY, 0).commit(0, BOOK);

        NewCommits third = reader.since(second.positions());

        assertThat(first.records()).extracting(CommitRecord::sequence).containsExactly(0, 1, 2);
        assertThat(second.records()).extracting(RecordName::of).containsExactly("00000000000000000102.json");
        assertThat(third.records())
                .extracting(RecordName::of)
                .containsExactly("00000000000000000102_000001.json", "00000000000000000102_000002.json");
    }

    @Test
    void refusesARecordThatDoesNotGoForward() throws IOException {
        raw.pass(0, Kind.SKIP, 0);

        assertThatThrownBy(() -> reader.since(List.of()))
                .isInstanceOf(BrokenChainException.class)
                .hasMessageEndingWith("00000000000000000100.json is a SKIP record with start 100, sequence 0 and next"
                        + " 100, expected the record of its name that goes forward");
    }

    @Test
    void refusesAChainThatDoesNotContinueTheLedger(@TempDir Path otherFolder) throws IOException {
        raw.commit(0, BOOK).commit(0, BOOK);
        RawZone restored = RawZone.in(otherFolder).commit(0, BOOK);
        List<ChainPosition> positions = new CommitLogReader(RawFiles.in(new LocalStorage(restored.root())), "books")
                .since(List.of())
                .positions();

        assertThatThrownBy(() -> reader.since(positions))
                .isInstanceOf(BrokenChainException.class)
                .hasMessageStartingWith("Cannot follow the commit log: _commits/books/cluster-1/topic-1/p=00000/"
                        + "00000000000000000102.json continues commit ")
                .hasMessageEndingWith("; the RAW zone is not the one that the ledger was built from");
    }

    @Test
    void namesALostFileAndTheRecordThatNamesIt() throws IOException {
        raw.commit(0, BOOK).commit(0, BOOK);
        String file = "books/ingest_date=2026-02-01/ingest_hour=10/books.rows-0-100-102-a1.parquet";
        Files.delete(raw.root().resolve(file));

        assertThatThrownBy(() -> reader.since(List.of()))
                .isInstanceOf(BrokenChainException.class)
                .hasMessage("Cannot read RAW file " + file + ": not there, named by"
                        + " _commits/books/cluster-1/topic-1/p=00000/00000000000000000100.json; bring it back, or say"
                        + " with --archive where retain has moved it");
    }

    @Test
    void namesAFileOfAnotherSize() throws IOException {
        raw.commit(0, BOOK);
        String file = "books/ingest_date=2026-02-01/ingest_hour=10/books.rows-0-100-102-a1.parquet";
        Files.write(raw.root().resolve(file), new byte[7]);

        assertThatThrownBy(() -> reader.since(List.of()))
                .isInstanceOf(BrokenChainException.class)
                .hasMessageContaining("Cannot read RAW file " + file + ": it has 7 bytes, expected ");
    }
}
