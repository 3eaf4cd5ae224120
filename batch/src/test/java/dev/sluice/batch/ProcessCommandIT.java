package dev.sluice.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.batch.fixture.Book;
import dev.sluice.batch.fixture.Pipeline;
import dev.sluice.batch.lease.Holder;
import dev.sluice.batch.lease.Lease;
import dev.sluice.batch.ledger.Ledger;
import dev.sluice.batch.retain.Retain;
import dev.sluice.batch.storage.LakeStorage;
import dev.sluice.batch.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The command as a person runs it: in a process of its own. */
class ProcessCommandIT extends ProcessCommandRun {

    private static final Path METRICS_PAGE = Path.of("..", "docs", "metrics.md");

    @Test
    void printsItsSummaryAndNothingElse() throws Exception {
        raw.commit(0, Book.of("a", "2026-01-31"), Book.of("a", "2026-01-31"), Book.of("b", "2026-03-01"));

        JsonNode first = new ObjectMapper().readTree(succeed(arguments("--json")));
        String second = succeed(arguments());

        assertThat(first.path("rows_in").asInt()).isEqualTo(3);
        assertThat(first.path("rows_out").asInt()).isEqualTo(2);
        assertThat(first.path("duplicates").asInt()).isEqualTo(1);
        assertThat(first.path("partitions").asInt()).isEqualTo(2);
        assertThat(first.path("files").asInt()).isEqualTo(2);
        assertThat(first.path("bytes").asLong()).isPositive();
        assertThat(second).startsWith("nothing new for books\n");
        assertThat(processed.books()).containsExactly("a|2026-01-31", "b|2026-03-01");
    }

    @Test
    void isRepairedByTheNextRunWhenItIsKilledWhileItStagesOrCommits() throws Exception {
        for (int partition = 0; partition < 3; partition++) {
            raw.commit(partition, books(partition));
        }

        killOnceThereIsA(processed.root().resolve("books/_sluice/staging"));
        assertThat(processed.files()).isEmpty();
        killOnceThereIsA(processed.root().resolve("books/_sluice/commits"));
        succeed(arguments());

        assertThat(processed.query("count(*), count(distinct record_id), count(distinct published_on)", ""))
                .containsExactly("3000|3000|40");
        assertThat(processed.files()).hasSize(40);
        assertThat(processed.staged()).isEmpty();
    }

    @Test
    void writesItsFiguresForPrometheus() throws Exception {
        raw.commit(0, Book.of("a", "2026-01-31"), Book.of("a", "2026-01-31"), Book.of("b", "2026-03-01"));
        Path metrics = folder.resolve("sluice.prom");

        succeed(arguments("--prometheus", metrics.toString()));

        assertThat(Files.readAllLines(metrics))
                .contains(
                        "sluice_batch_rows_in{dataset=\"books\"} 3",
                        "sluice_batch_rows{dataset=\"books\",outcome=\"inserted\"} 2",
                        "sluice_batch_rows{dataset=\"books\",outcome=\"duplicate\"} 1",
                        "sluice_batch_rows{dataset=\"books\",outcome=\"quarantined\"} 0",
                        "sluice_batch_lag_seconds{dataset=\"books\"} 0.0")
                .allMatch(line ->
                        line.matches("# (HELP|TYPE) sluice_batch_[a-z_]+ .+|sluice_batch_[a-z_]+\\{.+} [0-9.E]+"));
        assertThat(seriesOf("(?m)^# TYPE (\\w+) ", Files.readString(metrics)))
                .isEqualTo(seriesOf("(?m)^\\| `(sluice_batch_\\w+)` ", Files.readString(METRICS_PAGE)));
        try (Stream<Path> besides = Files.list(folder)) {
            assertThat(besides.filter(file -> file.getFileName().toString().contains(".prom")))
                    .containsExactly(metrics);
        }
    }

    private static Set<String> seriesOf(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(series -> series.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void givesWayToARunThatIsAtWork() throws Exception {
        raw.commit(0, Book.of("a", "2026-01-31"));
        Files.createDirectories(processed.root());
        LakeStorage zone = new LocalStorage(processed.root());
        try (Lease other = Lease.take(zone, Ledger.leaseFolder("books"), Holder.thisProcess("compact"))) {
            assertThat(fail(1, arguments()))
                    .singleElement()
                    .asString()
                    .startsWith("Cannot process books: it is being worked on by 'compact' with pid "
                            + ProcessHandle.current().pid() + " on ")
                    .endsWith("; run it again later, or wait for it with --wait");
            assertThat(processed.files()).isEmpty();

            Process waiting = start(arguments("--wait"));
            await().atMost(Duration.ofMinutes(3))
                    .until(() -> Files.readString(folder.resolve("err")).contains("waiting, because books is being"));
            other.close();
            assertThat(waiting.waitFor(3, TimeUnit.MINUTES)).isTrue();
            assertThat(waiting.exitValue()).isZero();
        }
        assertThat(processed.books()).containsExactly("a|2026-01-31");
    }

    @Test
    void buildsDatesAnew() throws Exception {
        raw.commit(0, Book.of("b", "2026-01-31").titled("x"))
                .commit(0, Book.of("a", "2026-01-31").titled("y"), Book.of("c", "2026-03-01"))
                .commit(0, Book.withoutDate("d"));
        Pipeline.in(folder).process();
        Path archive = folder.resolve("archive");
        new Retain("books", raw.storage(), processed.storage(), new LocalStorage(archive), stage -> {}, Instant.now())
                .run();
        Set<String> before = processed.files().keySet();

        JsonNode january = new ObjectMapper()
                .readTree(succeed(arguments(
                        "--from", "2026-01-01", "--to", "2026-01-31", "--archive", archive.toString(), "--json")));
        assertThat(january.path("rows_in").asInt()).isEqualTo(2);
        assertThat(january.path("updated").asInt()).isEqualTo(2);
        assertThat(january.path("partitions").asInt()).isEqualTo(1);
        assertThat(processed.files().keySet().stream().filter(before::contains)).hasSize(2);

        JsonNode all = new ObjectMapper()
                .readTree(
                        succeed(arguments("--full", "--archive", archive.toString(), "--sort-by", "title", "--json")));
        assertThat(all.path("updated").asInt()).isEqualTo(4);
        assertThat(all.path("partitions").asInt()).isEqualTo(3);
        assertThat(processed.files().keySet()).hasSize(3).doesNotContainAnyElementsOf(before);
        assertThat(processed.query("record_id", "where published_on = '2026-01-31' order by file_row_number"))
                .containsExactly("b", "a");
    }

    @Test
    void saysInOneLineWhyARunFailed() throws Exception {
        raw.commit(0, Book.of("a", "2026-01-31"));
        try (Stream<Path> files = Files.walk(raw.root().resolve("books"))) {
            Path file = files.filter(Files::isRegularFile).findFirst().orElseThrow();
            Files.write(file, new byte[(int) Files.size(file)]);
        }

        assertThat(fail(1, arguments()))
                .singleElement()
                .asString()
                .startsWith("Cannot process books: ")
                .endsWith("; nothing is lost, the next run goes on from here (--verbose shows more)");
        assertThat(processed.files()).isEmpty();
        assertThat(processed.staged()).isEmpty();
    }

    private static Book[] books(int partition) {
        return IntStream.range(0, 1000)
                .mapToObj(i -> Book.of(
                        partition + "-" + i,
                        LocalDate.of(2026, 1, 1).plusDays(i % 40).toString()))
                .toArray(Book[]::new);
    }

    private void killOnceThereIsA(Path place) throws Exception {
        Process job = start(arguments());
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> !isEmpty(place) || !job.isAlive());
        job.destroyForcibly().waitFor();
    }

    private static boolean isEmpty(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            return true;
        }
        try (Stream<Path> children = Files.list(place)) {
            return children.findAny().isEmpty();
        }
    }
}
