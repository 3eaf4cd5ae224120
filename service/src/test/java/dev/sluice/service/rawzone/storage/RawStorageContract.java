package dev.sluice.service.rawzone.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.record.commitlog.CommitRecord;
import dev.sluice.record.commitlog.CommitRecordJson;
import dev.sluice.record.commitlog.RawFile;
import dev.sluice.record.commitlog.UnreadableCommitRecordException;
import dev.sluice.service.rawzone.chain.Chain;
import dev.sluice.service.rawzone.chain.ChainId;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every storage of the RAW zone must do; the commit log protocol rests on it. */
public abstract class RawStorageContract {

    private static final String PATH = "books/ingest_date=2026-01-31/ingest_hour=09/books.rows-3-100-250-7f2c.parquet";

    private static final ChainId CHAIN = new ChainId("books", "cluster-1", "topic-1", "books.rows", 3);

    @TempDir
    Path local;

    protected abstract RawStorage storage();

    /** The same place as someone who may read there and not write. */
    protected abstract RawStorage readOnly() throws Exception;

    /** What a reader of the RAW zone sees under a name. */
    protected abstract boolean isVisible(String path) throws IOException;

    @Test
    void createsOneOfEightFilesOfTheSameName() throws Exception {
        var pool = Executors.newFixedThreadPool(8);
        for (int round = 0; round < 20; round++) {
            String name = "_commits/books/cluster/topic/p=00003/" + round + ".json";
            List<Callable<Boolean>> callers = new ArrayList<>();
            for (int caller = 0; caller < 8; caller++) {
                byte[] content = ("caller " + caller).getBytes(UTF_8);
                callers.add(() -> storage().createIfAbsent(name, content));
            }

            List<Future<Boolean>> created = pool.invokeAll(callers);

            int winner = -1;
            for (int caller = 0; caller < 8; caller++) {
                if (created.get(caller).get()) {
                    assertThat(winner).as("the one winner").isEqualTo(-1);
                    winner = caller;
                }
            }
            assertThat(storage().read(name).map(bytes -> new String(bytes, UTF_8)))
                    .contains("caller " + winner);
        }
        pool.shutdown();
    }

    @Test
    void readsNothingUnderANameThatIsNotThere() throws IOException {
        assertThat(storage().read("_commits/books/none.json")).isEmpty();
    }

    @Test
    void replacesAHint() throws IOException {
        storage().createIfAbsent("_commits/books/p=00001/genesis.json", "{}".getBytes(UTF_8));

        storage().replace("_commits/books/p=00001/_checkpoint.json", "one".getBytes(UTF_8));
        storage().replace("_commits/books/p=00001/_checkpoint.json", "two".getBytes(UTF_8));

        assertThat(storage().read("_commits/books/p=00001/_checkpoint.json")).contains("two".getBytes(UTF_8));
    }

    @Test
    void listsAFolderInOrderBehindAName() throws IOException {
        for (String name : List.of("c.json", "a.json", "b.json", "sub/d.json")) {
            storage().createIfAbsent("_commits/books/" + name, name.getBytes(UTF_8));
        }

        assertThat(storage().list("_commits/books", "")).containsExactly("a.json", "b.json", "c.json", "sub");
        assertThat(storage().list("_commits/books", "a.json")).containsExactly("b.json", "c.json", "sub");
        assertThat(storage().list("_commits/no-such-dataset", "")).isEmpty();
    }

    @Test
    void keepsAPreparedFileFromReadersUntilItIsPublished() throws IOException {
        RawFile file = prepared("rows");
        assertThat(isVisible(PATH)).isFalse();

        storage().publish(file);

        assertThat(isVisible(PATH)).isTrue();
        assertThat(storage().prepared("books")).isEmpty();
    }

    @Test
    void publishesAsOftenAsItIsAsked() throws IOException {
        RawFile file = prepared("rows");

        storage().publish(file);
        storage().publish(file);

        assertThat(isVisible(PATH)).isTrue();
    }

    @Test
    void preparesTheSameFileAsOftenAsItIsAsked() throws IOException {
        prepared("rows");
        RawFile file = prepared("rows");

        storage().publish(file);

        assertThat(isVisible(PATH)).isTrue();
        assertThat(storage().prepared("books")).isEmpty();
    }

    @Test
    void refusesToPublishAFileThatIsNowhere() throws IOException {
        RawFile file = prepared("rows");
        storage().discard(new Prepared(file.path(), file.staged(), file.upload()));

        assertThatThrownBy(() -> storage().publish(file))
                .isInstanceOf(RawZoneException.class)
                .hasMessageContaining("Cannot publish " + PATH)
                .hasMessageContaining("neither staged nor published");
        assertThat(isVisible(PATH)).isFalse();
    }

    @Test
    void listsPreparedFilesUntilTheyAreDiscarded() throws IOException {
        RawFile file = prepared("rows");

        List<Prepared> prepared = storage().prepared("books");
        assertThat(prepared).extracting(Prepared::fileName).containsExactly("books.rows-3-100-250-7f2c.parquet");
        assertThat(storage().prepared("others")).isEmpty();

        storage().discard(prepared.get(0));
        storage().discard(prepared.get(0));

        assertThat(storage().prepared("books")).isEmpty();
        assertThat(file.staged()).isEqualTo(prepared.get(0).staged());
    }

    @Test
    void passesItsOwnProbeAndLeavesNothingBehind() throws IOException {
        storage().probe();

        assertThat(storage().list("_staging", "")).isEmpty();
    }

    @Test
    void tellsOfEachPublishedFileAndItsLength() throws IOException {
        RawFile file = prepared("rows");
        Map<String, Long> before = files("books");
        storage().publish(file);
        storage().createIfAbsent("books/stray", new byte[3]);

        assertThat(before).isEmpty();
        assertThat(files("books")).isEqualTo(Map.of(PATH, 4L, "books/stray", 3L));
        assertThat(files("")).containsKeys(PATH);
        assertThat(files("book")).isEmpty();
        assertThat(storage().length(PATH)).hasValue(4);
    }

    @Test
    void opensAPublishedFile() throws IOException {
        storage().publish(prepared("rows"));

        try (var in = storage().open(PATH)) {
            assertThat(in.readAllBytes()).isEqualTo("rows".getBytes(UTF_8));
        }
    }

    @Test
    void hasNeitherLengthNorBytesOfAFileThatIsNotThere() throws IOException {
        prepared("rows");

        assertThat(storage().length(PATH)).isEmpty();
        assertThatThrownBy(() -> storage().open(PATH))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining(PATH);
    }

    @Test
    void keepsAnotherFileThatHasItsName() throws IOException {
        RawFile file = prepared("rows");
        storage().discard(new Prepared(file.path(), file.staged(), file.upload()));
        storage().createIfAbsent(PATH, "someone else's".getBytes(UTF_8));

        assertThatThrownBy(() -> storage().publish(file))
                .isInstanceOf(RawZoneException.class)
                .hasMessageContaining("another file of 14 bytes has its name, expected 4");
        assertThat(storage().read(PATH)).contains("someone else's".getBytes(UTF_8));
    }

    @Test
    void preparesAnEmptyFile() throws IOException {
        storage().publish(prepared(""));

        assertThat(storage().length(PATH)).hasValue(0);
    }

    @Test
    void refusesNamesOutsideOfItsRoot() {
        for (String name : List.of("../elsewhere", "books/../../elsewhere", "/elsewhere", "books//x", ".")) {
            assertThatThrownBy(() -> storage().createIfAbsent(name, new byte[1]))
                    .isInstanceOf(RawZoneException.class)
                    .hasMessage("Invalid name " + name + ", expected one within " + storage());
        }
    }

    @Test
    void namesAPlaceThatMayOnlyBeRead() throws Exception {
        storage().createIfAbsent("_commits/books/genesis.json", "{}".getBytes(UTF_8));
        try (RawStorage readOnly = readOnly()) {
            assertThat(readOnly.read("_commits/books/genesis.json")).isPresent();
            assertThatThrownBy(readOnly::probe)
                    .isInstanceOf(RawZoneException.class)
                    .hasMessageContaining(readOnly.toString())
                    .extracting(Throwable::getMessage, InstanceOfAssertFactories.STRING)
                    .hasLineCount(1);
        }
        assertThat(storage().list("", "")).containsExactly("_commits");
    }

    @Test
    void isRefusedWithTheCommitLogOfAnotherCluster() throws IOException {
        storage().createIfAbsent("_commits/books/another-cluster/topic-9/p=00003/genesis.json", "{}".getBytes(UTF_8));
        CommitRecord genesis = CommitRecordJson.read("""
                {"format": 1, "kind": "GENESIS", "commit_id": "c", "cluster_id": "cluster-1", "topic_id": "topic-1",
                 "topic": "books.rows", "partition": 3, "start": 0, "sequence": 0, "next": 0, "complete_until_millis": 0,
                 "epoch": 0, "files": [], "counts": [], "writer": "me", "written_at_millis": 0}""".getBytes(UTF_8), "genesis");

        assertThatThrownBy(() -> new Chain(storage(), CHAIN).begin(genesis, OptionalLong.empty()))
                .isInstanceOf(RawZoneException.class)
                .hasMessageContaining("belongs to Kafka cluster another-cluster, this is cluster-1");
        assertThat(storage().list("_commits/books", "")).containsExactly("another-cluster");
    }

    @ParameterizedTest
    @CsvSource({"'{\"format\": 99}', written in format 99", "'{\"for', not a commit record"})
    void isRefusedWithARecordThatThisVersionCannotRead(String json, String reason) throws IOException {
        String name = "_commits/books/cluster-1/topic-1/p=00003/genesis.json";
        storage().createIfAbsent(name, json.getBytes(UTF_8));

        assertThatThrownBy(() -> new Chain(storage(), CHAIN).recover(Optional.empty()))
                .isInstanceOf(UnreadableCommitRecordException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(reason);
        assertThat(storage().read(name)).contains(json.getBytes(UTF_8));
    }

    private Map<String, Long> files(String folder) throws IOException {
        Map<String, Long> files = new HashMap<>();
        storage().forEachFile(folder, files::put);
        return files;
    }

    protected final RawFile prepared(String content) throws IOException {
        Path file = Files.writeString(local.resolve("local.parquet"), content);
        Prepared prepared = storage().prepare(file, PATH);
        assertThat(file).hasContent(content);
        return new RawFile(
                PATH,
                prepared.staged(),
                prepared.upload(),
                1,
                content.length(),
                Checksum.of(file),
                100,
                249,
                0,
                0,
                "version",
                Map.of());
    }
}
