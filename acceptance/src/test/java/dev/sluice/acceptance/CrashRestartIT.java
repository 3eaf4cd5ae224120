package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.demo.books.BookGenerator;
import dev.sluice.demo.books.Rates;
import dev.sluice.demo.books.Truth;
import dev.sluice.demo.pipeline.Lag;
import dev.sluice.demo.produce.BookFeed;
import dev.sluice.demo.produce.Topics;
import dev.sluice.demo.proof.AuditCounts;
import dev.sluice.demo.proof.Balance;
import dev.sluice.demo.proof.DeadLetters;
import dev.sluice.demo.proof.Zone;
import dev.sluice.demo.proof.ZoneCounts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashRestartIT {

    private static final int MESSAGES = 3000;
    // Every kind of outcome several times, dead letters in particular.
    private static final Rates RATES = new Rates(0.1, 0.02, 0.02, 0.02);

    @TempDir
    private Path folder;

    @Test
    void neitherLosesNorDoublesAnythingWhenTheServiceIsKilled() throws Exception {
        Path processed = folder.resolve("processed");
        try (var service = new RunningService(folder)) {
            Topics.create(service.bootstrap(), "books.xml", 4);
            try (var feed = new BookFeed(service.bootstrap(), "books.xml", new BookGenerator(11, RATES))) {
                killWhen(service, feed, "the first transaction is through", lag -> lag.input() < MESSAGES);
                killWhen(
                        service, feed, "rows are on their way to RAW", lag -> lag.rows() > 0 && lag.input() < MESSAGES);
                process(service, processed);
                killWhen(service, feed, "rows are deduplicated", lag -> lag.input() == 0 && lag.rows() > 0);

                send(feed);
                service.start();
                service.awaitDrained();
                process(service, processed);

                awaitAuditOf(feed.truth(), service.bootstrap());
                var balance = new Balance()
                        .addAll(
                                feed.truth(),
                                AuditCounts.read(service.bootstrap(), "books.audit"),
                                DeadLetters.byReason(service.bootstrap(), "books.dead-letter"),
                                ZoneCounts.of(Zone.raw(service.raw(), "books")),
                                ZoneCounts.of(Zone.processed(processed, "books", "published_on")));
                assertThat(balance.differences()).isEmpty();
                var fsck = Sluice.run(folder, "fsck", "--raw", service.raw(), "--deep");
                assertThat(fsck.code()).as(fsck.out() + fsck.err()).isZero();
                showOffsets(service);
            }
        }
    }

    private static void killWhen(RunningService service, BookFeed feed, String when, Predicate<Lag> wanted)
            throws Exception {
        send(feed);
        service.start();
        service.await(when, wanted);
        service.kill();
    }

    private static void send(BookFeed feed) {
        for (int message = 0; message < MESSAGES; message++) {
            feed.send();
        }
        feed.flush();
    }

    private void process(RunningService service, Path processed) throws Exception {
        var batch = Sluice.run(
                folder, "process", "--definition", Sluice.BOOKS, "--raw", service.raw(), "--processed", processed);
        assertThat(batch.code()).as(batch.err()).isZero();
    }

    /** As its page says, with the places of this test. */
    private void showOffsets(RunningService service) throws Exception {
        List<String> commands = Files.readAllLines(Sluice.HOME.resolve("docs/offsets.md")).stream()
                .filter(line -> line.startsWith("./sluice offsets show"))
                .map(line -> line.replace("/data/raw", service.raw().toString())
                        .replace("localhost:9092", service.bootstrap()))
                .toList();
        assertThat(commands).hasSize(2);
        for (String command : commands) {
            Object[] words = command.replaceFirst("./sluice ", "").split(" +");
            var offsets = Sluice.run(folder, words);

            assertThat(offsets.code()).as(offsets.out() + offsets.err()).isZero();
            assertThat(offsets.lines())
                    .isNotEmpty()
                    .noneMatch(line -> line.startsWith("Warning"))
                    .allMatch(line -> command.contains("--json") || line.length() <= 100);
        }
    }

    /** The counts of the last second are published a second later. */
    private static void awaitAuditOf(Truth truth, String bootstrap) {
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            var audit = AuditCounts.read(bootstrap, "books.audit");
            return audit.sum("rows") + audit.sum("duplicates") >= truth.distinct() + truth.duplicates();
        });
    }
}
