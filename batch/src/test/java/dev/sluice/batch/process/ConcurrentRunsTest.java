package dev.sluice.batch.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.batch.fixture.Book;
import dev.sluice.batch.fixture.Pipeline;
import dev.sluice.batch.fixture.ProcessedZone;
import dev.sluice.batch.ledger.OvertakenException;
import dev.sluice.batch.merge.MergeSettings;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConcurrentRunsTest {

    @TempDir
    private Path folder;

    @Test
    void stopsTheRunThatComesSecondAndKeepsNothingOfIt() throws Exception {
        Pipeline pipeline = Pipeline.in(folder);
        pipeline.raw().commit(0, Book.of("a", "2026-01-31"));
        Pipeline other = Pipeline.in(folder);
        Process slow = pipeline.job(pipeline.processedStorage(), stage -> {
            if (stage.startsWith("committing")) {
                other.process();
            }
        });

        assertThatThrownBy(slow::run)
                .isInstanceOf(OvertakenException.class)
                .hasMessage(
                        "Cannot commit batch 1 of books: another run committed it meanwhile; nothing of this run was"
                                + " kept, run it again");

        ProcessedZone processed = pipeline.processed();
        assertThat(processed.books()).containsExactly("a|2026-01-31");
        assertThat(processed.files()).hasSize(1);
        assertThat(processed.staged()).isEmpty();
    }

    @Test
    void saysSoWhenTheOtherRunTookAwayWhatThisOneReads() {
        Pipeline pipeline = Pipeline.in(folder).with(new MergeSettings(1 << 20, 1));
        pipeline.raw().commit(0, Book.of("a", "2026-01-31"));
        pipeline.process();
        pipeline.raw().commit(0, Book.of("b", "2026-01-31"));
        Pipeline other = Pipeline.in(folder).with(new MergeSettings(1 << 20, 1));
        Process slow = pipeline.job(pipeline.processedStorage(), stage -> {
            if (stage.startsWith("merging")) {
                other.process();
            }
        });

        assertThatThrownBy(slow::run).isInstanceOf(OvertakenException.class);
        assertThat(pipeline.processed().books()).containsExactly("a|2026-01-31", "b|2026-01-31");
        assertThat(pipeline.processed().staged()).isEmpty();
    }

    @Test
    void letsOneOfTwoRunsWinThatStartTogether() throws Exception {
        Pipeline pipeline = Pipeline.in(folder);
        pipeline.raw().commit(0, Book.of("a", "2026-01-31"), Book.of("b", "2026-03-01"));

        CompletableFuture<ProcessResult> first = CompletableFuture.supplyAsync(pipeline::process);
        CompletableFuture<ProcessResult> second = CompletableFuture.supplyAsync(Pipeline.in(folder)::process);

        long inserted = insertedUnlessOvertaken(first) + insertedUnlessOvertaken(second);
        assertThat(inserted).isEqualTo(2);
        assertThat(pipeline.processed().books()).containsExactly("a|2026-01-31", "b|2026-03-01");
    }

    private static long insertedUnlessOvertaken(CompletableFuture<ProcessResult> run) throws InterruptedException {
        try {
            return run.get().counts().inserted();
        } catch (ExecutionException failed) {
            assertThat(failed).hasCauseInstanceOf(OvertakenException.class);
            return 0;
        }
    }
}
