package dev.sluice.batch.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStorageTest {

    private LakeStorage storage;

    @BeforeEach
    void open(@TempDir Path root) {
        storage = new LocalStorage(root);
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
    void namesAFileAsSparkReadsIt(@TempDir Path root) {
        assertThat(new LocalStorage(root).location("a b/c=1")).isEqualTo("file:" + root + "/a b/c=1");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
