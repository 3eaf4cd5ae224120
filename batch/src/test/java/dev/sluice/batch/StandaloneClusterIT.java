package dev.sluice.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.batch.fixture.Book;
import dev.sluice.batch.fixture.Pipeline;
import dev.sluice.batch.fixture.SparkCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are submitted to a real cluster, held against runs in this process. */
@Tag("storages")
class StandaloneClusterIT {

    private static final String ALL = "* exclude (filename, file_row_number)";
    private static final String IN_ORDER = "order by published_on, record_id";

    private static SparkCluster cluster;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start(@TempDir Path home) throws IOException {
        cluster = SparkCluster.start(home.resolve("spark"), 2);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void giveTheSameTableInClientAndInClusterMode() throws Exception {
        Pipeline here = Pipeline.in(folder.resolve("here"));
        Pipeline there = Pipeline.in(folder.resolve("there"));
        for (Pipeline lake : List.of(here, there)) {
            lake.raw().commit(0, books(0)).commit(1, books(500)).commit(2, books(900));
        }
        here.process();

        Submitted client = submit("client", "process", there, "--json");

        assertThat(client.exitCode()).as(client.log()).isZero();
        assertThat(new ObjectMapper().readTree(client.out()).path("inserted").asLong())
                .isEqualTo(1900);
        assertThat(there.processed().query(ALL, IN_ORDER))
                .isEqualTo(here.processed().query(ALL, IN_ORDER));

        for (Pipeline lake : List.of(here, there)) {
            lake.raw().commit(0, books(1700)).commit(1, Book.withoutDate("no date"));
        }
        here.process();

        Submitted onCluster = submit("cluster", "process", there, "--json");

        assertThat(onCluster.exitCode()).as(onCluster.log()).isZero();
        assertThat(there.processed().query("count(*), count(distinct record_id)", ""))
                .containsExactly("2701|2701");
        assertThat(there.processed().query(ALL, IN_ORDER))
                .isEqualTo(here.processed().query(ALL, IN_ORDER));
        assertThat(there.processed().staged()).isEmpty();
        assertThat(cluster.workFolders())
                .extracting(run -> run.getFileName().toString())
                .anyMatch(name -> name.startsWith("app-"))
                .anyMatch(name -> name.startsWith("driver-"));
    }

    @Test
    void passOnThatADriverOnTheClusterFailed() throws Exception {
        Pipeline lake = Pipeline.in(folder);
        Files.createDirectories(lake.raw().root());

        Submitted failed = submit("cluster", "process", lake, "--from", "2026-02-01");

        assertThat(failed.exitCode()).as(failed.log()).isEqualTo(1);
        assertThat(failed.log()).contains("Cannot process: the driver on the cluster failed");
    }

    /** A thousand over forty dates, of which the first hundred may be there already. */
    private static Book[] books(int first) {
        return IntStream.range(first, first + 1000)
                .mapToObj(i -> Book.of(
                        "book " + i, LocalDate.of(2026, 1, 1).plusDays(i % 40).toString()))
                .toArray(Book[]::new);
    }

    private record Submitted(int exitCode, String out, String log) {}

    private Submitted submit(String mode, String command, Pipeline lake, String... more) throws Exception {
        List<String> words = new ArrayList<>(List.of("bin/sluice-submit", "--master", cluster.address()));
        words.addAll(List.of("--deploy-mode", mode, "--driver-memory", "600m", "--executor-memory", "600m"));
        words.addAll(List.of("--executor-cores", "1", "--total-executor-cores", "2", command));
        Path definition = Path.of("src/test/resources/books/definition.yaml").toAbsolutePath();
        words.addAll(List.of("--definition", definition.toString()));
        words.addAll(List.of("--raw", lake.raw().root().toString()));
        words.addAll(List.of("--processed", lake.processed().root().toString()));
        words.addAll(List.of(more));
        Path out = folder.resolve("out");
        Path log = folder.resolve("log");
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectOutput(out.toFile()).redirectError(log.toFile());
        cluster.addTo(builder);
        Process submit = builder.start();
        try {
            assertThat(submit.waitFor(5, TimeUnit.MINUTES))
                    .as("%s", Files.readString(log))
                    .isTrue();
        } finally {
            submit.descendants().forEach(ProcessHandle::destroyForcibly);
            submit.destroyForcibly();
        }
        return new Submitted(submit.exitValue(), Files.readString(out), Files.readString(log));
    }
}
