package dev.sluice.batch.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.batch.fixture.Book;
import dev.sluice.batch.fixture.FailingStorage;
import dev.sluice.batch.fixture.Pipeline;
import dev.sluice.batch.fixture.ProcessedZone;
import dev.sluice.batch.fixture.RawZone;
import dev.sluice.batch.merge.MergeSettings;
import dev.sluice.batch.storage.LakeStorage;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run dies at each of its changes to the Processed Zone in turn; the run after it makes it good. */
class CrashTest {

    /** More than any run makes; only ends a loop that would never end. */
    private static final int MOST_CHANGES = 40;

    @TempDir
    private Path folder;

    @Test
    void isRepairedByTheNextRunWhereverItDiesBeforeAChange() {
        diesAtEachChange(FailingStorage::beforeChange);
    }

    @Test
    void isRepairedByTheNextRunWhereverItDiesAfterAChange() {
        diesAtEachChange(FailingStorage::afterChange);
    }

    private void diesAtEachChange(BiFunction<LakeStorage, Integer, FailingStorage> death) {
        int change = 1;
        while (diesAt(change, death)) {
            change++;
            assertThat(change).isLessThan(MOST_CHANGES);
        }
        assertThat(change).as("changes of a run").isGreaterThan(6);
    }

    /** @return false when the run ended before it came to its death */
    private boolean diesAt(int change, BiFunction<LakeStorage, Integer, FailingStorage> death) {
        Pipeline pipeline = Pipeline.in(folder.resolve(change + "")).with(new MergeSettings(1 << 20, 1));
        RawZone raw = pipeline.raw();
        ProcessedZone processed = pipeline.processed();
        raw.commit(0, Book.of("a", "2026-01-31"));
        pipeline.process();
        raw.commit(0, Book.of("b", "2026-01-31"), Book.of("c", "2026-03-01"), Book.of("a", "2026-01-31"));

        FailingStorage dying = death.apply(pipeline.processedStorage(), change);
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
