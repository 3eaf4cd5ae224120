package dev.sluice.batch.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.batch.fixture.Book;
import dev.sluice.batch.fixture.FileAccess;
import dev.sluice.batch.fixture.Pipeline;
import dev.sluice.batch.storage.LakeStorage;
import dev.sluice.batch.table.TableFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a run opens and lists, of a lake that has a history. */
class FilesReadTest {

    private static final String JANUARY = "2026-01-31";
    private static final String MARCH = "2026-03-01";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void areTheNewRawFilesAndThoseOfTouchedDates(TableFormat format) throws IOException {
        Pipeline history = Pipeline.in(folder).as(format);
        history.raw().commit(0, Book.of("a", JANUARY), Book.of("x", MARCH), Book.withoutDate("y"));
        history.process();
        Set<String> rawBefore = dataFiles("raw", path -> true);
        history.raw().commit(0, Book.of("a", JANUARY), Book.of("b", JANUARY));
        Set<String> wanted = dataFiles("raw", path -> !rawBefore.contains(path));
        wanted.addAll(dataFiles("processed", path -> path.contains(JANUARY)));
        LakeStorage raw = FileAccess.watched(history.raw().storage());
        LakeStorage processed = FileAccess.watched(history.processedStorage());

        FileAccess.Log log = FileAccess.during(Pipeline.between(raw, processed).as(format)::process);

        assertThat(without("/_sluice/staging/", log.opened()))
                .as("data files opened, but for those that the run itself wrote")
                .containsExactlyInAnyOrderElementsOf(wanted);
        assertThat(log.listed())
                .as("folders listed")
                .isNotEmpty()
                .noneMatch(path -> path.contains(MARCH) || path.contains("__HIVE_DEFAULT_PARTITION__"))
                .noneMatch(path -> path.contains("/raw/books"));
        assertThat(history.processed().books()).containsExactly("a|" + JANUARY, "b|" + JANUARY, "x|" + MARCH, "y|null");
    }

    private Set<String> dataFiles(String zone, Predicate<String> wanted) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(zone).resolve("books"))) {
            return files.map(Path::toString)
                    .filter(path -> path.endsWith(".parquet"))
                    .filter(wanted)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Set<String> without(String part, Set<String> paths) {
        return paths.stream().filter(path -> !path.contains(part)).collect(Collectors.toSet());
    }
}
