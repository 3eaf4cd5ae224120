package dev.sluice.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.batch.KilledJob.Lake;
import dev.sluice.batch.compact.CompactSettings;
import dev.sluice.batch.fixture.Book;
import dev.sluice.batch.fixture.Folders;
import dev.sluice.batch.fixture.Pipeline;
import dev.sluice.batch.fixture.Servers;
import dev.sluice.batch.retain.Retain;
import dev.sluice.batch.storage.LakeStorage;
import dev.sluice.batch.storage.LocalStorage;
import dev.sluice.batch.table.TableFormat;
import dev.sluice.testservers.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each job on each storage, killed (SIGKILL) before each of its changes in turn; then it is run again. A process of its own
 * has as many runs as there are changes, each stopped before another one, and all are killed at once.
 */
@Tag("storages")
class KillIT {

    private static final String JANUARY = "2026-01-31";
    private static final String MARCH = "2026-03-01";

    @TempDir
    private Path root;

    enum Place {
        LOCAL,
        HDFS,
        S3
    }

    private interface Check {
        void isRight(Lake lake) throws IOException;
    }

    static Stream<Arguments> eachFormatOnEachStorage() {
        return Stream.of(Place.values())
                .flatMap(place -> Stream.of(TableFormat.values()).map(format -> Arguments.of(place, format)));
    }

    @ParameterizedTest
    @MethodSource("eachFormatOnEachStorage")
    void processBringsInEachRowOnce(Place place, TableFormat format) throws Exception {
        LakeStorage lakes = lakes(place);
        Pipeline before = prepared(lakes).as(format);
        before.raw().commit(0, Book.of("a", JANUARY), Book.of("b", MARCH));
        before.process();
        before.raw().commit(0, Book.of("a", JANUARY), Book.of("c", JANUARY), Book.withoutDate("d"));

        killedBeforeEachChange("process", format, lakes, lake -> {
            Pipeline again = lake.pipeline();
            again.process();
            assertThat(again.processed().books())
                    .containsExactly("a|" + JANUARY, "b|" + MARCH, "c|" + JANUARY, "d|null");
            assertThat(again.processed().staged()).isEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("eachFormatOnEachStorage")
    void compactKeepsEachRowOnce(Place place, TableFormat format) throws Exception {
        LakeStorage lakes = lakes(place);
        Pipeline before = prepared(lakes).as(format);
        before.raw().commit(0, Book.of("a", JANUARY), Book.of("x", MARCH));
        before.process();
        before.raw().commit(0, Book.of("b", JANUARY), Book.of("y", MARCH));
        before.process();

        killedBeforeEachChange("compact", format, lakes, lake -> {
            Pipeline again = lake.pipeline();
            again.compact(lake.processed(), stage -> {}, new CompactSettings(1 << 20, 1))
                    .run();
            assertThat(again.processed().books())
                    .containsExactly("a|" + JANUARY, "b|" + JANUARY, "x|" + MARCH, "y|" + MARCH);
            assertThat(again.processed().files()).hasSize(2);
            assertThat(again.processed().staged()).isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource
    void retainLeavesEachFileInOnePlace(Place place) throws Exception {
        LakeStorage lakes = lakes(place);
        Pipeline before = prepared(lakes);
        before.raw()
                .commit(0, Book.of("a", JANUARY))
                .commit(0, Book.of("b", JANUARY))
                .commit(0, Book.of("c", JANUARY));
        before.process();
        List<String> all = dataFiles(before.raw().storage());

        killedBeforeEachChange("retain", TableFormat.PARQUET, lakes, lake -> {
            new Retain(
                            "books",
                            lake.raw(),
                            lake.processed(),
                            lake.archive(),
                            stage -> {},
                            Instant.parse("2026-02-01T11:00:00Z"))
                    .run();
            List<String> raw = dataFiles(lake.raw());
            assertThat(raw).hasSize(1);
            assertThat(Stream.concat(raw.stream(), dataFiles(lake.archive()).stream()))
                    .containsExactlyInAnyOrderElementsOf(all);
        });
    }

    /** Where the lakes of a test are. */
    private LakeStorage lakes(Place place) throws IOException {
        return switch (place) {
            case LOCAL -> new LocalStorage(root.resolve("lakes"));
            case HDFS -> Servers.hdfsZone();
            case S3 -> Servers.s3Zone();
        };
    }

    private static Pipeline prepared(LakeStorage lakes) {
        return Lake.in(lakes.location(""), Lake.PREPARED, lakes.hadoop()).pipeline();
    }

    private void killedBeforeEachChange(String job, TableFormat format, LakeStorage lakes, Check check)
            throws Exception {
        int changes = kill(job, format, lakes);
        assertThat(changes).as("changes of a run").isBetween(5, 50);
        for (int change = 1; change <= changes; change++) {
            Lake lake = Lake.in(lakes.location(""), Integer.toString(change), lakes.hadoop());
            try {
                check.isRight(lake);
            } catch (AssertionError | IOException | RuntimeException wrong) {
                throw new AssertionError("after it was killed before change " + change, wrong);
            }
        }
    }

    /** @return how many changes the job was killed before; one more for the run that came to its end */
    private int kill(String job, TableFormat format, LakeStorage lakes) throws Exception {
        Path killed = root.resolve("killed");
        Path log = root.resolve("log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@java-options");
        Servers.settings().forEach((key, value) -> command.add("-Dspark.hadoop." + key + "=" + value));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), KilledJob.class.getName()));
        command.addAll(List.of(job, format.name(), lakes.location(""), killed.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(S3Server.environment());
        Process process = builder.redirectOutput(log.toFile()).start();
        try {
            await().atMost(Duration.ofMinutes(5))
                    .until(() -> Files.exists(killed) && Files.size(killed) > 0 || !process.isAlive());
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(killed).as("%s", Files.readString(log)).exists();
        return Integer.parseInt(Files.readString(killed).strip());
    }

    private static List<String> dataFiles(LakeStorage zone) throws IOException {
        return Folders.files(zone, "").stream()
                .filter(file -> file.endsWith(".parquet"))
                .toList();
    }
}
