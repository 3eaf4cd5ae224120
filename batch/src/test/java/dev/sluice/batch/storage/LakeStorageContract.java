package dev.sluice.batch.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every storage of a zone does. */
abstract class LakeStorageContract {

    private LakeStorage storage;

    /** A new and empty zone. */
    abstract LakeStorage open() throws IOException;

    /** A zone that files cannot be renamed to from the first, where there is such a thing. */
    abstract LakeStorage elsewhere() throws IOException;

    @BeforeEach
    void start() throws IOException {
        storage = open();
    }

    @Test
    void readsNothingWhereNothingIs() throws IOException {
        assertThat(storage.read("a/b")).isEmpty();
        assertThat(storage.size("a/b")).isEmpty();
        assertThat(storage.list("a")).isEmpty();
        storage.delete("a/b");
        storage.deleteFolder("a");
    }

    @Test
    void createsAFileOnce() throws IOException {
        assertThat(storage.createIfAbsent("a/b/c", bytes("first"))).isTrue();
        assertThat(storage.createIfAbsent("a/b/c", bytes("second"))).isFalse();

        assertThat(storage.read("a/b/c")).contains(bytes("first"));
        assertThat(storage.list("a/b")).containsExactly(new LakeStorage.Entry("c", false, 5));
    }

    @Test
    void letsOneOfManyCreators() {
        long winners = IntStream.range(0, 16)
                .parallel()
                .filter(writer -> {
                    try {
                        return storage.createIfAbsent("a/commit", bytes("writer " + writer));
                    } catch (IOException failed) {
                        throw new IllegalStateException(failed);
                    }
                })
                .count();

        assertThat(winners).isEqualTo(1);
    }

    @Test
    void replacesAFile() throws IOException {
        storage.replace("a/hint", bytes("1"));
        storage.replace("a/hint", bytes("22"));

        assertThat(storage.read("a/hint")).contains(bytes("22"));
        assertThat(storage.list("a")).hasSize(1);
    }

    @Test
    void movesAFileIntoAFolderThatIsNotThereYet() throws IOException {
        storage.replace("staged/file", bytes("rows"));

        assertThat(storage.move("staged/file", "books/day/file")).isTrue();
        assertThat(storage.move("staged/file", "books/day/file")).isFalse();

        storage.makeDurable(List.of("books/day/file"));
        assertThat(storage.read("books/day/file")).contains(bytes("rows"));
        assertThat(storage.read("staged/file")).isEmpty();
    }

    @Test
    void neverMovesOntoAnotherFile() throws IOException {
        storage.replace("staged", bytes("new"));
        storage.replace("there", bytes("old"));

        assertThatThrownBy(() -> storage.move("staged", "there")).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(storage.read("there")).contains(bytes("old"));
    }

    @Test
    void listsFoldersAndFilesByName() throws IOException {
        storage.replace("a/y", bytes("12"));
        storage.replace("a/x/z", bytes("1"));

        assertThat(storage.list("a"))
                .containsExactly(new LakeStorage.Entry("x", true, 0), new LakeStorage.Entry("y", false, 2));
    }

    @Test
    void deletesAFolderWithAllItHolds() throws IOException {
        storage.replace("a/b/c", bytes("1"));
        storage.replace("a/d", bytes("1"));

        storage.deleteFolder("a");

        assertThat(storage.list("")).isEmpty();
    }

    @Test
    void leavesOthersAloneWhenItDeletesAFolder() throws IOException {
        storage.replace("a/b/c", bytes("1"));
        storage.replace("a/bc", bytes("1"));

        storage.deleteFolder("a/b");

        assertThat(storage.list("a")).containsExactly(new LakeStorage.Entry("bc", false, 1));
    }

    @Test
    void takesAnyCharacterInAName() throws IOException {
        String path = "a {b,c} [1] %20 ż/d=e+f";

        assertThat(storage.createIfAbsent(path, bytes("x"))).isTrue();
        assertThat(storage.move(path, path + "&g")).isTrue();

        assertThat(storage.read(path + "&g")).contains(bytes("x"));
        assertThat(storage.list("a {b,c} [1] %20 ż")).containsExactly(new LakeStorage.Entry("d=e+f&g", false, 1));
    }

    @Test
    void createsALargeFileOnceAndOnlyWhole() throws IOException {
        byte[] large = new byte[3_000_000];
        Arrays.fill(large, (byte) 7);

        assertThat(storage.createIfAbsent("a/large", new ByteArrayInputStream(large), large.length))
                .isTrue();
        assertThat(storage.createIfAbsent("a/large", new ByteArrayInputStream(bytes("x")), 1))
                .isFalse();
        assertThatThrownBy(() -> storage.createIfAbsent("a/short", new ByteArrayInputStream(bytes("x")), 2))
                .isInstanceOf(Exception.class);

        assertThat(storage.read("a/large")).contains(large);
        assertThat(storage.list("a")).hasSize(1);
    }

    @Test
    void movesAFileToAnotherZone() throws IOException {
        for (LakeStorage other : List.of(open(), elsewhere())) {
            storage.replace("a/file", bytes("rows"));

            assertThat(storage.moveTo(other, "a/file")).isTrue();
            assertThat(storage.moveTo(other, "a/file")).isFalse();

            assertThat(other.read("a/file")).contains(bytes("rows"));
            assertThat(storage.read("a/file")).isEmpty();
        }
    }

    @Test
    void finishesAMoveToAnotherZoneThatDiedAfterItsCopy() throws IOException {
        for (LakeStorage other : List.of(open(), elsewhere())) {
            storage.replace("a/file", bytes("rows"));
            other.replace("a/file", bytes("rows"));

            assertThat(storage.moveTo(other, "a/file")).isTrue();

            assertThat(storage.size("a/file")).isEmpty();
            storage.replace("a/file", bytes("ROWS"));
            assertThatThrownBy(() -> storage.moveTo(other, "a/file")).isInstanceOf(FileAlreadyExistsException.class);
        }
    }

    @Test
    void namesAFileAsSparkReadsIt() throws IOException {
        storage.replace("a b/c=1", bytes("rows"));

        var path = new org.apache.hadoop.fs.Path(storage.location("a b/c=1"));

        assertThat(path.getFileSystem(storage.hadoop()).getFileStatus(path).getLen())
                .isEqualTo(4);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
