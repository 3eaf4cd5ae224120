package dev.sluice.batch.retain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.batch.fixture.Book;
import dev.sluice.batch.fixture.FailingStorage;
import dev.sluice.batch.fixture.Pipeline;
import dev.sluice.batch.storage.LakeStorage;
import dev.sluice.batch.storage.LocalStorage;
import dev.sluice.record.commitlog.CommitRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetainTest {

    private static final Book BOOK = Book.of("a", "2026-01-31");

    /** The rows of the tests are from ten o'clock. */
    private static final Instant LATER = Instant.parse("2026-02-01T11:00:00Z");

    private static final Instant EARLIER = Instant.parse("2026-02-01T09:00:00Z");

    /** More than any run makes; only ends a loop that would never end. */
    private static final int MOST_CHANGES = 40;

    private Path root;
    private Pipeline pipeline;

    @BeforeEach
    void startEmpty(@TempDir Path folder) {
        root = folder;
        pipeline = Pipeline.in(folder);
    }

    @Test
    void movesWhatIsOldAndProcessedToTheArchiveUnderTheSameNames() throws IOException {
        pipeline.raw().commit(0, BOOK).commit(0, BOOK).commit(0, BOOK).commit(1, BOOK);
        pipeline.process();
        List<String> before = rawFiles(pipeline);

        RetainResult result = retain(pipeline, LATER).run();

        assertThat(archived(root)).isEqualTo(before.subList(0, 2));
        assertThat(rawFiles(pipeline)).isEqualTo(before.subList(2, 4));
        assertThat(result.files()).isEqualTo(2);
        assertThat(result.rows()).isEqualTo(2);
        assertThat(Files.walk(pipeline.raw().root().resolve("_commits")).filter(Files::isRegularFile))
                .hasSize(6);
        assertThat(retain(pipeline, LATER).run().files()).isZero();
    }

    @Test
    void deletesWhenItIsToldTo() throws IOException {
        pipeline.raw().commit(0, BOOK).commit(0, BOOK);
        pipeline.process();

        new Retain("books", raw(pipeline), pipeline.processedStorage(), null, stage -> {}, LATER).run();

        assertThat(rawFiles(pipeline)).hasSize(1);
        assertThat(archived(root)).isEmpty();
    }

    @Test
    void goesOnWhereItEnded() throws IOException {
        pipeline.raw().commit(0, BOOK).commit(0, BOOK);
        pipeline.process();
        retain(pipeline, LATER).run();
        pipeline.raw().pass(0, CommitRecord.Kind.EMPTY, 0).commit(0, BOOK).commit(0, BOOK);
        pipeline.process();

        assertThat(retain(pipeline, LATER).run().files()).isEqualTo(2);
        assertThat(rawFiles(pipeline)).hasSize(1);
        assertThat(archived(root)).hasSize(3);
    }

    @Test
    void leavesWhatIsYoungOrNotProcessed() throws IOException {
        pipeline.raw().commit(0, BOOK).commit(0, BOOK);
        assertThat(retain(pipeline, LATER).run().files()).isZero();
        pipeline.process();

        assertThat(retain(pipeline, EARLIER).run().files()).isZero();
        assertThat(rawFiles(pipeline)).hasSize(2);
    }

    @Test
    void saysWhatItWouldDoAndDoesNothing() throws IOException {
        pipeline.raw().commit(0, BOOK).commit(0, BOOK);
        pipeline.process();

        RetainResult dry = retain(pipeline, LATER).dryRun();

        assertThat(dry.files()).isEqualTo(1);
        assertThat(rawFiles(pipeline)).hasSize(2);
        assertThat(Files.exists(pipeline.raw().root().resolve("_retired"))).isFalse();
    }

    @Test
    void isNoHindranceToProcess() throws IOException {
        pipeline.raw().commit(0, BOOK).commit(0, BOOK);
        pipeline.process();
        retain(pipeline, LATER).run();
        pipeline.raw().commit(0, Book.of("b", "2026-01-31"));

        pipeline.process();

        assertThat(pipeline.processed().books()).containsExactly("a|2026-01-31", "b|2026-01-31");
    }

    @Test
    void refusesToFinishARunIntoAnotherArchive() throws IOException {
        pipeline.raw().commit(0, BOOK).commit(0, BOOK);
        pipeline.process();
        FailingStorage dying = FailingStorage.afterChange(raw(pipeline), 1);
        assertThatThrownBy(() -> retain(pipeline, dying, "archive").run()).hasMessage("the process is dead");

        assertThatThrownBy(() -> retain(pipeline, raw(pipeline), "elsewhere").run())
                .isInstanceOf(CannotRetainException.class)
                .hasMessage("Cannot retain books: an earlier run that died was moving files to file:"
                        + root.resolve("archive") + "; finish it first, with --archive of that folder");
    }

    @Test
    void isFinishedByTheNextRunWhereverItDiesBeforeAChange() throws IOException {
        diesAtEachChange(FailingStorage::beforeChange);
    }

    @Test
    void isFinishedByTheNextRunWhereverItDiesAfterAChange() throws IOException {
        diesAtEachChange(FailingStorage::afterChange);
    }

    private void diesAtEachChange(BiFunction<LakeStorage, Integer, FailingStorage> death) throws IOException {
        pipeline.raw().commit(0, BOOK);
        int change = 1;
        while (diesAt(change, death)) {
            change++;
            assertThat(change).isLessThan(MOST_CHANGES);
        }
        assertThat(change).as("changes of a run").isGreaterThan(4);
    }

    /** @return false when the run ended before it came to its death */
    private boolean diesAt(int change, BiFunction<LakeStorage, Integer, FailingStorage> death) throws IOException {
        pipeline.raw().commit(0, BOOK).commit(0, BOOK).commit(0, BOOK);
        pipeline.process();
        List<String> all = new ArrayList<>(rawFiles(pipeline));
        all.addAll(archived(root));
        Collections.sort(all);
        FailingStorage dying = death.apply(raw(pipeline), change);
        boolean died = true;
        try {
            retain(pipeline, dying, "archive").run();
            died = dying.died();
        } catch (IOException dead) {
            assertThat(dead).hasMessageContaining("the process is dead");
        }

        retain(pipeline, LATER).run();

        List<String> left = new ArrayList<>(rawFiles(pipeline));
        assertThat(left).as("after death at change %d", change).hasSize(1);
        left.addAll(archived(root));
        Collections.sort(left);
        assertThat(left).as("after death at change %d", change).isEqualTo(all);
        return died;
    }

    private Retain retain(Pipeline of, Instant before) {
        return new Retain(
                "books",
                raw(of),
                of.processedStorage(),
                new LocalStorage(root.resolve("archive")),
                stage -> {},
                before);
    }

    private Retain retain(Pipeline of, LakeStorage raw, String archive) {
        return new Retain(
                "books", raw, of.processedStorage(), new LocalStorage(root.resolve(archive)), stage -> {}, LATER);
    }

    private static LakeStorage raw(Pipeline pipeline) {
        return new LocalStorage(pipeline.raw().root());
    }

    private static List<String> rawFiles(Pipeline pipeline) throws IOException {
        return files(pipeline.raw().root());
    }

    private static List<String> archived(Path root) throws IOException {
        return files(root.resolve("archive"));
    }

    private static List<String> files(Path zone) throws IOException {
        if (!Files.exists(zone)) {
            return List.of();
        }
        try (Stream<Path> tree = Files.walk(zone)) {
            return tree.filter(file -> file.toString().endsWith(".parquet"))
                    .map(file -> zone.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
