package dev.sluice.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.batch.compact.CompactSettings;
import dev.sluice.batch.fixture.Book;
import dev.sluice.batch.fixture.Folders;
import dev.sluice.batch.fixture.KilledJob;
import dev.sluice.batch.fixture.Pipeline;
import dev.sluice.batch.retain.Retain;
import dev.sluice.batch.storage.LocalStorage;
import dev.sluice.batch.table.TableFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each job in a process of its own, killed (SIGKILL) before each of its changes in turn; then it is run again. */
@Tag("storages")
class KillIT {

    private static final String JANUARY = "2026-01-31";
    private static final String MARCH = "2026-03-01";

    /** More than any run makes; only ends a loop that would never end. */
    private static final int MOST_CHANGES = 60;

    @TempDir
    private Path root;

    private interface Check {
        void isRight(Path lake) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void processBringsInEachRowOnce(TableFormat format) throws Exception {
        Path prepared = root.resolve("prepared");
        Pipeline before = Pipeline.in(prepared).as(format);
        before.raw().commit(0, Book.of("a", JANUARY), Book.of("b", MARCH));
        before.process();
        before.raw().commit(0, Book.of("a", JANUARY), Book.of("c", JANUARY), Book.withoutDate("d"));

        killedBeforeEachChange("process", format, prepared, lake -> {
            Pipeline again = Pipeline.in(lake);
            again.process();
            assertThat(again.processed().books())
                    .containsExactly("a|" + JANUARY, "b|" + MARCH, "c|" + JANUARY, "d|null");
            assertThat(again.processed().staged()).isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource
    void compactKeepsEachRowOnce(TableFormat format) throws Exception {
        Path prepared = root.resolve("prepared");
        Pipeline before = Pipeline.in(prepared).as(format);
        before.raw().commit(0, Book.of("a", JANUARY), Book.of("x", MARCH));
        before.process();
        before.raw().commit(0, Book.of("b", JANUARY), Book.of("y", MARCH));
        before.process();

        killedBeforeEachChange("compact", format, prepared, lake -> {
            Pipeline again = Pipeline.in(lake);
            again.compact(again.processedStorage(), stage -> {}, new CompactSettings(1 << 20, 1))
                    .run();
            assertThat(again.processed().books())
                    .containsExactly("a|" + JANUARY, "b|" + JANUARY, "x|" + MARCH, "y|" + MARCH);
            assertThat(again.processed().files()).hasSize(2);
            assertThat(again.processed().staged()).isEmpty();
        });
    }

    @Test
    void retainLeavesEachFileInOnePlace() throws Exception {
        Path prepared = root.resolve("prepared");
        Pipeline before = Pipeline.in(prepared);
        before.raw()
                .commit(0, Book.of("a", JANUARY))
                .commit(0, Book.of("b", JANUARY))
                .commit(0, Book.of("c", JANUARY));
        before.process();
        List<String> all = names(prepared.resolve("raw"));

        killedBeforeEachChange("retain", TableFormat.PARQUET, prepared, lake -> {
            Pipeline again = Pipeline.in(lake);
            new Retain(
                            "books",
                            again.raw().storage(),
                            again.processedStorage(),
                            new LocalStorage(lake.resolve("archive")),
                            stage -> {},
                            Instant.parse("2026-02-01T11:00:00Z"))
                    .run();
            List<String> raw = names(lake.resolve("raw"));
            List<String> archived = names(lake.resolve("archive"));
            assertThat(raw).hasSize(1);
            assertThat(Stream.concat(raw.stream(), archived.stream())).containsExactlyInAnyOrderElementsOf(all);
        });
    }

    private void killedBeforeEachChange(String job, TableFormat format, Path prepared, Check check) throws Exception {
        int change = 1;
        while (killedBefore(change, job, format, prepared, check)) {
            change++;
            assertThat(change).isLessThan(MOST_CHANGES);
        }
        assertThat(change).as("changes of a run").isGreaterThan(4);
    }

    /** @return false when the job ended before it came to that change */
    private boolean killedBefore(int change, String job, TableFormat format, Path prepared, Check check)
            throws Exception {
        Path lake = Folders.copy(prepared, root.resolve(job + change));
        Path ready = root.resolve(job + change + ".ready");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@java-options",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledJob.class.getName(),
                        job,
                        lake.toString(),
                        format.name(),
                        Integer.toString(change),
                        ready.toString())
                .redirectErrorStream(true)
                .redirectOutput(root.resolve(job + change + ".log").toFile())
                .start();
        try {
            await().atMost(Duration.ofMinutes(3)).until(() -> Files.exists(ready) || !process.isAlive());
        } finally {
            process.destroyForcibly().waitFor();
        }
        boolean killed = Files.exists(ready);
        assertThat(killed || process.exitValue() == 0)
                .as("%s", root.resolve(job + change + ".log"))
                .isTrue();
        check.isRight(lake);
        return killed;
    }

    private static List<String> names(Path zone) throws IOException {
        if (!Files.exists(zone)) {
            return List.of();
        }
        try (Stream<Path> tree = Files.walk(zone)) {
            return tree.filter(file -> file.toString().endsWith(".parquet"))
                    .map(file -> zone.relativize(file).toString())
                    .toList();
        }
    }
}
