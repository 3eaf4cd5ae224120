package dev.sluice.batch.compact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.batch.fixture.Book;
import dev.sluice.batch.fixture.FailingStorage;
import dev.sluice.batch.fixture.Folders;
import dev.sluice.batch.fixture.Pipeline;
import dev.sluice.batch.fixture.ProcessedZone;
import dev.sluice.batch.ledger.OvertakenException;
import dev.sluice.batch.process.ProcessResult;
import dev.sluice.batch.storage.LakeStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactTest {

    private static final String JANUARY = "2026-01-31";
    private static final String MARCH = "2026-03-01";
    private static final CompactSettings SETTINGS = new CompactSettings(1 << 20, 2);

    /** More than any run makes; only ends a loop that would never end. */
    private static final int MOST_CHANGES = 40;

    private Path root;
    private Pipeline pipeline;
    private ProcessedZone processed;

    @BeforeEach
    void startEmpty(@TempDir Path folder) {
        root = folder;
        pipeline = Pipeline.in(folder);
        processed = pipeline.processed();
    }

    @Test
    void makesOneFileOfManySmallOnesWithTheSameRowsInTheOrderOfTheirKey() throws IOException {
        fragment(pipeline, Book.of("c", JANUARY), Book.of("a", JANUARY), Book.of("b", JANUARY));
        var before = processed.query("* exclude (filename, file_row_number)", "order by record_id");

        CompactResult result = compact(pipeline, pipeline.processedStorage());

        assertThat(processed.files()).hasSize(1);
        assertThat(processed.query("* exclude (filename, file_row_number)", "order by record_id"))
                .isEqualTo(before);
        assertThat(processed.query("record_id", "order by file_row_number")).containsExactly("a", "b", "c");
        assertThat(result.batch()).isEqualTo(4);
        assertThat(result.changes()).singleElement().satisfies(change -> {
            assertThat(change.path()).isEqualTo("books/published_on=" + JANUARY);
            assertThat(change.filesBefore()).isEqualTo(3);
            assertThat(change.filesAfter()).isEqualTo(1);
            assertThat(change.bytesAfter()).isPositive().isLessThan(change.bytesBefore());
        });
        assertThat(processed.staged()).isEmpty();
    }

    @Test
    void leavesNoMoreSmallFilesThanAskedForAndOne() throws IOException {
        int target = 64 << 10;
        Random random = new Random(3);
        for (int run = 0; run < 6; run++) {
            Book[] books = new Book[300 + run * 100];
            for (int i = 0; i < books.length; i++) {
                String incompressible = new UUID(random.nextLong(), random.nextLong()).toString();
                books[i] = Book.of(run + "-" + i, JANUARY).titled(incompressible);
            }
            pipeline.raw().commit(0, books);
            pipeline.process();
        }

        CompactResult result = pipeline.compact(
                        pipeline.processedStorage(), stage -> {}, new CompactSettings(target, 1))
                .run();

        List<Long> sizes = new ArrayList<>();
        for (String file : processed.files().keySet()) {
            sizes.add(Files.size(processed.root().resolve("books").resolve(file)));
        }
        assertThat(sizes).hasSizeBetween(2, 4).allMatch(size -> size <= target);
        assertThat(sizes.stream().filter(size -> size < target / 2).count()).isLessThanOrEqualTo(2);
        assertThat(result.changes()).singleElement().satisfies(change -> {
            assertThat(change.filesBefore()).isEqualTo(6);
            assertThat(change.filesAfter()).isEqualTo(sizes.size());
            assertThat(change.bytesAfter())
                    .isEqualTo(sizes.stream().mapToLong(Long::longValue).sum());
        });
    }

    @Test
    void leavesTheLedgerWhereItStood() throws IOException {
        fragment(pipeline, Book.of("a", JANUARY), Book.of("b", JANUARY), Book.withoutDate("c"));
        compact(pipeline, pipeline.processedStorage());
        pipeline.raw().commit(0, Book.of("a", JANUARY), Book.withoutDate("c"), Book.of("d", MARCH));

        ProcessResult next = pipeline.process();

        assertThat(next.counts().rowsIn()).isEqualTo(3);
        assertThat(next.counts().duplicates()).isEqualTo(2);
        assertThat(processed.books()).containsExactly("a|" + JANUARY, "b|" + JANUARY, "c|null", "d|" + MARCH);
    }

    @Test
    void leavesFoldersWithFewSmallFilesAndLargeFilesAlone() throws IOException {
        fragment(pipeline, Book.of("a", JANUARY), Book.of("b", JANUARY));
        Map<String, FileTime> before = processed.files();

        CompactResult few = compact(pipeline, pipeline.processedStorage());
        CompactResult large = pipeline.withoutSpark()
                .compact(pipeline.processedStorage(), stage -> {}, new CompactSettings(1000, 1))
                .run();

        assertThat(few.changes()).isEmpty();
        assertThat(few.batch()).isEqualTo(2);
        assertThat(large.changes()).isEmpty();
        assertThat(processed.files()).isEqualTo(before);
    }

    @Test
    void putsOnlyFilesOfOneSchemaTogether() throws IOException {
        fragment(pipeline, Book.of("a", JANUARY), Book.of("b", JANUARY));
        pipeline.definedBy("definition-with-language.yaml");
        fragment(pipeline, Book.of("c", JANUARY).in("pl"), Book.of("d", JANUARY).in("la"));

        CompactResult result = compact(pipeline.definedBy("definition.yaml"), pipeline.processedStorage());

        assertThat(result.changes()).extracting(FolderChange::filesAfter).containsExactly(2);
        assertThat(processed.query("record_id, language", "order by 1"))
                .containsExactly("a|null", "b|null", "c|pl", "d|la");
    }

    @Test
    void saysWhatItWouldDoAndDoesNothing() throws IOException {
        fragment(pipeline, Book.of("a", JANUARY), Book.of("b", JANUARY), Book.of("c", JANUARY));
        Map<String, FileTime> before = processed.files();

        CompactResult dry = pipeline.withoutSpark()
                .compact(pipeline.processedStorage(), stage -> {}, SETTINGS)
                .dryRun();

        assertThat(dry.changes()).extracting(FolderChange::filesAfter).containsExactly(1);
        assertThat(processed.files()).isEqualTo(before);
    }

    @Test
    void givesWayToARunThatCommitsFirst() {
        fragment(pipeline, Book.of("a", JANUARY), Book.of("b", JANUARY), Book.of("c", JANUARY));
        pipeline.raw().commit(0, Book.of("d", JANUARY));
        Pipeline other = Pipeline.in(root);
        Compact slow = pipeline.compact(
                pipeline.processedStorage(),
                stage -> {
                    if (stage.startsWith("committing")) {
                        other.process();
                    }
                },
                SETTINGS);

        assertThatThrownBy(slow::run).isInstanceOf(OvertakenException.class);
        assertThat(processed.books()).containsExactly("a|" + JANUARY, "b|" + JANUARY, "c|" + JANUARY, "d|" + JANUARY);
        assertThat(processed.staged()).isEmpty();
    }

    @Test
    void isRepairedByTheNextRunWhereverItDies() throws IOException {
        Pipeline prepared = Pipeline.in(root.resolve("prepared"));
        prepared.raw().commit(0, Book.of("a", JANUARY), Book.of("x", MARCH));
        prepared.process();
        prepared.raw().commit(0, Book.of("b", JANUARY), Book.of("y", MARCH));
        prepared.process();
        int change = 1;
        while (diesAt(change)) {
            change++;
            assertThat(change).isLessThan(MOST_CHANGES);
        }
        assertThat(change).as("changes of a run").isGreaterThan(6);
    }

    /** @return false when the run ended before it came to its death */
    private boolean diesAt(int change) throws IOException {
        Pipeline dataset = Pipeline.in(Folders.copy(root.resolve("prepared"), root.resolve(change + "")));
        FailingStorage dying = FailingStorage.afterChange(dataset.processedStorage(), change);
        boolean died = true;
        try {
            dataset.compact(dying, stage -> {}, new CompactSettings(1 << 20, 1)).run();
            died = dying.died();
        } catch (IOException dead) {
            assertThat(dead).hasMessageContaining("the process is dead");
        }

        dataset.compact(dataset.processedStorage(), stage -> {}, new CompactSettings(1 << 20, 1))
                .run();

        assertThat(dataset.processed().books())
                .as("after death at change %d", change)
                .containsExactly("a|" + JANUARY, "b|" + JANUARY, "x|" + MARCH, "y|" + MARCH);
        assertThat(dataset.processed().files()).hasSize(2);
        assertThat(dataset.processed().staged()).isEmpty();
        return died;
    }

    private static CompactResult compact(Pipeline pipeline, LakeStorage storage) throws IOException {
        return pipeline.compact(storage, stage -> {}, SETTINGS).run();
    }

    /** Each row in a file of its own. */
    private static void fragment(Pipeline pipeline, Book... books) {
        for (Book book : books) {
            pipeline.raw().commit(0, book);
            pipeline.process();
        }
    }
}
