package dev.sluice.batch.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.batch.compact.CompactSettings;
import dev.sluice.batch.fixture.Book;
import dev.sluice.batch.fixture.Pipeline;
import dev.sluice.batch.fixture.ProcessedZone;
import dev.sluice.batch.merge.MergeSettings;
import dev.sluice.batch.output.FileLayout;
import dev.sluice.batch.table.TableFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How rows lie in data files, as DuckDB sees them. */
class FileLayoutTest {

    private static final String JANUARY = "2026-01-31";
    private static final String MARCH = "2026-03-01";
    private static final FileLayout BY_TITLE = new FileLayout(1 << 20, Long.MAX_VALUE, List.of("title"));
    private static final FileLayout OF_TEN = new FileLayout(1 << 20, 10, List.of());

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void sortsByTheColumnsAskedForThenByKeyAndCompactKeepsThatOrder(TableFormat format) throws IOException {
        Pipeline pipeline = Pipeline.in(folder).as(format).with(new MergeSettings(BY_TITLE));
        ProcessedZone processed = pipeline.processed();
        pipeline.raw().commit(0, titled("1", "c"), titled("3", "a"), titled("2", "a"));
        pipeline.process();
        assertThat(inOrder(processed)).containsExactly("a|2", "a|3", "c|1");
        pipeline.raw().commit(0, titled("4", "b"), titled("0", "c"));
        pipeline.process();

        pipeline.compact(pipeline.processedStorage(), stage -> {}, new CompactSettings(BY_TITLE, 1))
                .run();

        assertThat(processed.files()).hasSize(1);
        assertThat(inOrder(processed)).containsExactly("a|2", "a|3", "b|4", "c|0", "c|1");
    }

    @ParameterizedTest
    @EnumSource
    void givesNoFileMoreRowsThanAskedForAndLeavesFullOnesAlone(TableFormat format) throws IOException {
        Pipeline pipeline = Pipeline.in(folder).as(format).with(new MergeSettings(OF_TEN, 2));
        ProcessedZone processed = pipeline.processed();
        pipeline.raw().commit(0, books(0, 23));
        pipeline.process();
        assertThat(rowsOfFiles(processed)).containsExactly(3, 10, 10);
        List<String> full = fullFiles(processed);

        pipeline.raw().commit(0, books(23, 4));
        pipeline.process();
        assertThat(rowsOfFiles(processed)).containsExactly(3, 4, 10, 10);
        pipeline.raw().commit(0, books(27, 4));
        pipeline.process();
        assertThat(rowsOfFiles(processed)).containsExactly(1, 10, 10, 10);
        pipeline.with(new MergeSettings(OF_TEN, 8)).raw().commit(0, books(31, 2));
        pipeline.process();
        pipeline.compact(pipeline.processedStorage(), stage -> {}, new CompactSettings(OF_TEN, 1))
                .run();

        assertThat(rowsOfFiles(processed)).containsExactly(3, 10, 10, 10);
        assertThat(fullFiles(processed)).hasSize(3).containsAll(full);
    }

    @ParameterizedTest
    @EnumSource
    void cutsALargeDateIntoFilesOfAboutTheTargetSize(TableFormat format) throws IOException {
        int target = 128 << 10;
        Pipeline pipeline = Pipeline.in(folder).as(format).with(new MergeSettings(target, 8));
        Random random = new Random(7);
        for (int partition = 0; partition < 4; partition++) {
            int first = partition * 5000;
            pipeline.raw()
                    .commit(
                            partition,
                            IntStream.range(first, first + 5000)
                                    .mapToObj(i -> titled("" + i, new UUID(random.nextLong(), random.nextLong()) + ""))
                                    .toArray(Book[]::new));
        }
        pipeline.raw().commit(0, Book.of("small", MARCH));

        pipeline.process();

        List<Long> sizes = new ArrayList<>();
        for (String file : pipeline.processed().files().keySet()) {
            if (file.contains(JANUARY)) {
                sizes.add(
                        Files.size(pipeline.processed().root().resolve("books").resolve(file)));
            }
        }
        long all = sizes.stream().mapToLong(Long::longValue).sum();
        assertThat(all).isGreaterThan(4 * target);
        assertThat(sizes).allMatch(size -> size > target / 2 && size < target * 3 / 2);
    }

    private static Book titled(String id, String title) {
        return Book.of(id, JANUARY).titled(title);
    }

    private static Book[] books(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(i -> Book.of("book " + i, JANUARY))
                .toArray(Book[]::new);
    }

    private static List<String> inOrder(ProcessedZone processed) {
        return processed.query("title, record_id", "order by filename, file_row_number");
    }

    private static List<String> fullFiles(ProcessedZone processed) {
        return processed.query("parse_filename(filename)", "group by filename having count(*) = 10 order by 1");
    }

    private static List<Integer> rowsOfFiles(ProcessedZone processed) {
        return processed.query("count(*)", "group by filename order by 1").stream()
                .map(Integer::valueOf)
                .toList();
    }
}
