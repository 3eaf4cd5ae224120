package dev.sluice.batch.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.batch.fixture.Book;
import dev.sluice.batch.fixture.FailingStorage;
import dev.sluice.batch.fixture.Folders;
import dev.sluice.batch.fixture.Pipeline;
import dev.sluice.batch.fixture.ProcessedZone;
import dev.sluice.batch.merge.MergeSettings;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run dies after each of its changes to the Processed Zone in turn, which is before the next; the run after it makes it
 * good.
 */
class CrashTest {

    /** More than any run makes; only ends a loop that would never end. */
    private static final int MOST_CHANGES = 40;

    @TempDir
    private Path folder;

    @Test
    void isRepairedByTheNextRunWhereverItDies() {
        Pipeline prepared = Pipeline.in(folder.resolve("prepared"));
        prepared.raw().commit(0, Book.of("a", "2026-01-31"));
        prepared.process();
        prepared.raw().commit(0, Book.of("b", "2026-01-31"), Book.of("c", "2026-03-01"), Book.of("a", "2026-01-31"));
        int change = 1;
        while (diesAt(change)) {
            change++;
            assertThat(change).isLessThan(MOST_CHANGES);
        }
        assertThat(change).as("changes of a run").isGreaterThan(6);
    }

    /** @return false when the run ended before it came to its death */
    private boolean diesAt(int change) {
        Pipeline pipeline = Pipeline.in(Folders.copy(folder.resolve("prepared"), folder.resolve(change + "")))
                .with(new MergeSettings(1 << 20, 1));
        ProcessedZone processed = pipeline.processed();

        FailingStorage dying = FailingStorage.afterChange(pipeline.processedStorage(), change);
        boolean died = true;
        try {
            pipeline.process(dying);
            died = dying.died();
        } catch (UncheckedIOException dead) {
            assertThat(dead).hasMessageContaining("the process is dead");
        }
        ProcessResult repair = pipeline.process();

        assertThat(processed.books())
                .as("after death at change %d", change)
                .containsExactly("a|2026-01-31", "b|2026-01-31", "c|2026-03-01");
        assertThat(processed.files()).hasSize(2);
        assertThat(processed.staged()).isEmpty();
        assertThat(repair.batch()).isEqualTo(2);
        assertThat(pipeline.withoutSpark().process().foundNew()).isFalse();
        return died;
    }
}
