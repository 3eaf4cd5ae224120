package dev.sluice.batch.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.batch.compact.CompactSettings;
import dev.sluice.batch.fixture.Book;
import dev.sluice.batch.fixture.Pipeline;
import dev.sluice.batch.merge.MergeSettings;
import dev.sluice.batch.table.TableFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A reader that asks DuckDB again and again while runs change the table. */
class ReadersTest {

    private static final String JANUARY = "2026-01-31";
    private static final String MARCH = "2026-03-01";
    private static final int RUNS = 3;

    @TempDir
    private Path folder;

    private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean done = new AtomicBoolean();

    /**
     * @param settled whether no batch was being put in place while the query ran
     * @param untouched rows of the date that no run touches
     * @param touched rows of the other date, and how many of them differ
     */
    private record Seen(boolean settled, String untouched, String touched) {}

    @ParameterizedTest
    @EnumSource
    void seeExactCountsAtAnyMoment(TableFormat format) throws Exception {
        // Every run rewrites the small files of the date that it touches: the worst that a reader can meet.
        Pipeline pipeline = Pipeline.in(folder).as(format).with(new MergeSettings(1 << 20, 1));
        pipeline.raw().commit(0, Book.of("x", MARCH), Book.of("y", MARCH), Book.of("a", JANUARY));
        pipeline.process();
        CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> read(format));

        for (int run = 1; run <= RUNS; run++) {
            pipeline.raw().commit(0, Book.of("b" + run, JANUARY), Book.of("c" + run, JANUARY), Book.of("a", JANUARY));
            pipeline.process();
        }
        pipeline.with(new MergeSettings(1 << 20, 8)).raw().commit(0, Book.of("d", JANUARY), Book.of("e", JANUARY));
        pipeline.process();
        pipeline.compact(pipeline.processedStorage(), stage -> {}, new CompactSettings(1 << 20, 1))
                .run();
        done.set(true);
        reader.get();

        assertThat(seen).hasSizeGreaterThan(RUNS);
        assertThat(seen).extracting(Seen::untouched).containsOnly("2|2");
        List<String> moments = seen.stream()
                .filter(look -> format == TableFormat.DELTA || look.settled())
                .map(Seen::touched)
                .toList();
        assertThat(moments).isSubsetOf("1|1", "3|3", "5|5", "7|7", "9|9").isSorted();
        assertThat(count(JANUARY)).isEqualTo("9|9");
    }

    private void read(TableFormat format) {
        while (!done.get()) {
            String before = state();
            String untouched = count(MARCH);
            String touched = "";
            try {
                touched = count(JANUARY);
            } catch (IllegalStateException swapped) {
                assertThat(format).as("only in a date that is being swapped").isEqualTo(TableFormat.PARQUET);
                assertThat(before.equals(state()) && isSettled(before))
                        .as("%s", swapped.getCause())
                        .isFalse();
            }
            seen.add(new Seen(before.equals(state()) && isSettled(before), untouched, touched));
        }
    }

    private String count(String date) {
        return Pipeline.in(folder)
                .processed()
                .folder(date, "count(*), count(distinct record_id)")
                .get(0);
    }

    /** Which batches there are, and which of them is in place. */
    private String state() {
        Path ledger = folder.resolve("processed/books/_sluice");
        try (Stream<Path> commits = Files.list(ledger.resolve("commits"))) {
            return Files.readString(ledger.resolve("finished")) + " of "
                    + commits.filter(file -> file.toString().endsWith(".json")).count();
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static boolean isSettled(String state) {
        String[] numbers = state.split(" of ");
        return numbers[0].equals(numbers[1]);
    }
}
