package dev.sluice.batch.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.batch.rawlog.ChainPosition;
import dev.sluice.batch.storage.LocalStorage;
import dev.sluice.record.commitlog.UnreadableCommitRecordException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {

    private static final String FOLDER = "books/published_on=2026-01-31/";

    @TempDir
    private Path root;

    private Ledger ledger;

    @BeforeEach
    void open() {
        ledger = new Ledger(new LocalStorage(root), "books");
    }

    @Test
    void isEmptyBeforeTheFirstBatch() throws IOException {
        assertThat(ledger.recover()).isEmpty();
    }

    @Test
    void remembersTheNewestBatch() throws IOException {
        ledger.commit(batch(1, "one", List.of(), List.of()));
        BatchCommit second = batch(2, "two", List.of(), List.of());
        ledger.commit(second);

        assertThat(new Ledger(new LocalStorage(root), "books").recover()).contains(second);
    }

    @Test
    void findsTheNewestBatchWithoutItsHint() throws IOException {
        ledger.commit(batch(1, "one", List.of(), List.of()));
        ledger.commit(batch(2, "two", List.of(), List.of()));
        Files.delete(root.resolve("books/_sluice/finished"));

        assertThat(ledger.recover()).map(BatchCommit::batchId).contains("two");
    }

    @Test
    void ignoresAHintThatNamesNoBatch() throws IOException {
        ledger.commit(batch(1, "one", List.of(), List.of()));
        Files.writeString(root.resolve("books/_sluice/finished"), "7");

        assertThat(ledger.recover()).map(BatchCommit::batchId).contains("one");
    }

    @Test
    void movesStagedFilesInAndReplacedOnesOut() throws IOException {
        Files.createDirectories(root.resolve(FOLDER));
        Files.writeString(root.resolve(FOLDER + "old.parquet"), "old");
        DataFile added = stage(1, "one", "new.parquet");

        ledger.commit(batch(1, "one", List.of(added), List.of(new DataFile(FOLDER + "old.parquet", null, 1, 3))));

        assertThat(root.resolve(FOLDER + "new.parquet")).hasContent("new.parquet");
        assertThat(root.resolve(FOLDER + "old.parquet")).doesNotExist();
        assertThat(root.resolve("books/_sluice/staging")).isEmptyDirectory();
    }

    @Test
    void refusesANumberThatAnotherRunTook() throws IOException {
        ledger.commit(batch(1, "one", List.of(), List.of()));
        DataFile late = stage(1, "late", "late.parquet");

        assertThatThrownBy(() -> ledger.commit(batch(1, "late", List.of(late), List.of())))
                .isInstanceOf(OvertakenException.class);
        assertThat(root.resolve(FOLDER + "late.parquet")).doesNotExist();
        assertThat(root.resolve("books/_sluice/staging")).isEmptyDirectory();
    }

    @Test
    void dropsWhatDeadRunsStagedButNotWhatALiveOneMayYetCommit() throws IOException {
        stage(1, "dead", "dead.parquet");
        stage(2, "live", "live.parquet");
        ledger.commit(batch(1, "one", List.of(), List.of()));

        ledger.recover();

        assertThat(root.resolve("books/_sluice/staging"))
                .isDirectoryNotContaining(path -> path.toString().endsWith("-dead"))
                .isDirectoryContaining(path -> path.toString().endsWith("-live"));
    }

    @Test
    void saysWhichFileOfABatchIsLost() throws IOException {
        DataFile lost = new DataFile(FOLDER + "lost.parquet", "books/_sluice/staging/x/lost.parquet", 1, 1);

        assertThatThrownBy(() -> ledger.commit(batch(1, "one", List.of(lost), List.of())))
                .isInstanceOf(BrokenLedgerException.class)
                .hasMessage(
                        "Cannot finish batch 1 of books: " + FOLDER + "lost.parquet is neither staged nor in place");
    }

    @Test
    void leavesABatchAloneThatALaterOneHasBuiltOn() throws IOException {
        DataFile first = stage(1, "one", "first.parquet");
        BatchCommit slow = batch(1, "one", List.of(first), List.of());
        Files.createDirectories(root.resolve("books/_sluice/commits"));
        BatchCommit second = batch(2, "two", List.of(), List.of(first));
        Files.delete(root.resolve(String.valueOf(first.staged())));
        Files.write(root.resolve("books/_sluice/commits/00000000000000000002.json"), BatchCommitJson.write(second));

        ledger.commit(slow);

        assertThat(root.resolve(FOLDER + "first.parquet")).doesNotExist();
        assertThat(ledger.recover()).contains(second);
    }

    @Test
    void refusesALedgerOfALaterFormat() throws IOException {
        Files.createDirectories(root.resolve("books/_sluice/commits"));
        Files.writeString(root.resolve("books/_sluice/commits/00000000000000000001.json"), "{\"format\": 2}");

        assertThatThrownBy(ledger::recover)
                .isInstanceOf(UnreadableCommitRecordException.class)
                .hasMessage("Cannot read books/_sluice/commits/00000000000000000001.json: written in format 2, this"
                        + " version reads up to 1; upgrade it");
    }

    private DataFile stage(long number, String batchId, String name) throws IOException {
        String staged = ledger.stagingFolder(number, batchId) + "/published_on=2026-01-31/" + name;
        Files.createDirectories(root.resolve(staged).getParent());
        Files.writeString(root.resolve(staged), name);
        return new DataFile(FOLDER + name, staged, 1, name.length());
    }

    private static BatchCommit batch(long number, String id, List<DataFile> added, List<DataFile> removed) {
        return new BatchCommit(
                BatchCommit.FORMAT,
                number,
                id,
                null,
                "books",
                "0123456789ab",
                "published_on",
                List.of(new ChainPosition("cluster-1", "topic-1", 0, 100, 0, "c", 5)),
                added,
                removed,
                List.of(),
                BatchCounts.NONE,
                "test",
                0,
                Map.of());
    }
}
