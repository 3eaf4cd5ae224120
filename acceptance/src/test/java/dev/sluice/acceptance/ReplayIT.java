package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.demo.books.BookGenerator;
import dev.sluice.demo.books.Rates;
import dev.sluice.demo.produce.BookFeed;
import dev.sluice.demo.produce.Topics;
import dev.sluice.demo.proof.Zone;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** docs/replay.md, step by step, with its own commands. */
@Timeout(600)
class ReplayIT {

    private static final int MESSAGES = 150;
    private static final Rates RATES = new Rates(0.1, 0.02, 0, 0.02);
    /** Not where a row was read: a record sent to two partitions may come first from the other one this time. */
    private static final String CONTENT =
            "(sum(hash(record_id, title, author, price, currency, published_on, tags) % 1000003))::BIGINT";

    private static final String WRONG_TITLES = "count(*) FILTER (WHERE title = record_id)";

    @TempDir
    private Path folder;

    private Path processed;
    private Instant half = Instant.EPOCH;

    @Test
    void repairsHistoryByACorrectedDefinition() throws Exception {
        processed = folder.resolve("processed");
        Path wrong = Files.writeString(
                folder.resolve("wrong.yaml"),
                Files.readString(Sluice.BOOKS)
                        .replaceFirst("name: title, +path: title", "name: title, path: record_id"));
        try (var service = new RunningService(folder)) {
            Topics.create(service.bootstrap(), "books.xml", 4);
            try (var feed = new BookFeed(service.bootstrap(), "books.xml", new BookGenerator(5, RATES))) {
                service.start(wrong);
                send(feed);
                half = Instant.now().truncatedTo(ChronoUnit.MILLIS);
                send(feed);
                service.awaitDrained();
                service.stop();
            }
            process(service, wrong);
            Zone table = Zone.processed(processed, "books", "published_on");
            long rows = table.rows();
            long ids = table.checksum();
            assertThat(rows).isPositive();
            assertThat(table.aggregate(WRONG_TITLES)).isEqualTo(rows);

            Sluice.Outcome shown = replay(service, "earliest", false);
            assertThat(shown.out()).contains("epoch 0 -> 1", "Nothing was changed", "sightings-changelog");
            killAReplayInTheMiddle(service);
            service.start();
            assertThat(service.refusal()).contains("a replay to epoch 1 was begun and is not finished");
            assertThat(replayWhenAllAreGone(service, "earliest").out()).contains("Epoch 1 is ready");

            service.start();
            service.awaitDrained();
            service.stop();
            process(service, Sluice.BOOKS);
            assertThat(Zone.raw(service.raw(), "books").aggregate("count(*) FILTER (WHERE _ingest_epoch = 1)"))
                    .isEqualTo(rows);
            assertRepaired(table, rows, ids);
            retain(service, "--delete");

            // A group that was reset by hand is not a replay.
            resetByHand(service);
            service.start();
            assertThat(service.refusal())
                    .contains("stands at offset 0 of books.xml-", "./sluice replay --from earliest");

            // And once more, from a time: nothing is added, nothing lost, nothing changed.
            long content = table.aggregate(CONTENT);
            assertThat(replayWhenAllAreGone(service, half.toString()).out()).contains("Epoch 2 is ready");
            service.start();
            service.awaitDrained();
            service.stop();
            process(service, Sluice.BOOKS);
            assertRepaired(table, rows, ids);
            assertThat(table.aggregate(CONTENT)).isEqualTo(content);
            assertThat(table.aggregate("count(*) FILTER (WHERE _ingest_epoch = 2)"))
                    .isPositive()
                    .isLessThan(rows)
                    .isEqualTo(table.aggregate(
                            "count(*) FILTER (WHERE epoch_ms(_kafka_timestamp) >= " + half.toEpochMilli() + ")"));
            try (var state = Files.list(folder.resolve("state/books"))) {
                assertThat(state.map(path -> path.getFileName().toString())).containsExactly("epoch-2");
            }
            retain(service, "--archive", folder.resolve("archive"));
            assertProven(service);
        }
    }

    private static void assertRepaired(Zone table, long rows, long ids) throws Exception {
        assertThat(table.rows()).isEqualTo(rows);
        assertThat(table.checksum()).isEqualTo(ids);
        assertThat(table.aggregate(WRONG_TITLES)).isZero();
    }

    /** Waits for the group to give up the members that were stopped, begins, and dies at the first step. */
    private void killAReplayInTheMiddle(RunningService service) {
        await().atMost(Duration.ofSeconds(90)).until(() -> {
            List<Object> arguments = arguments(service, "earliest");
            arguments.add("--execute");
            Path logs = Files.createTempDirectory(folder, "killed-");
            try (var replay = Sluice.in(logs).start("replay", arguments.toArray())) {
                while (replay.isRunning()) {
                    if (replay.output().contains("Resetting group")) {
                        replay.kill();
                        return true;
                    }
                }
                return false;
            }
        });
    }

    private Sluice.Outcome replayWhenAllAreGone(RunningService service, String from) {
        var outcomes = new ArrayList<Sluice.Outcome>();
        await().atMost(Duration.ofSeconds(90)).until(() -> {
            outcomes.add(replay(service, from, true));
            Sluice.Outcome last = outcomes.get(outcomes.size() - 1);
            if (last.code() != 0) {
                assertThat(last.err()).contains("instances are alive");
            }
            return last.code() == 0;
        });
        return outcomes.get(outcomes.size() - 1);
    }

    private Sluice.Outcome replay(RunningService service, String from, boolean execute) throws Exception {
        List<Object> arguments = arguments(service, from);
        if (execute) {
            arguments.add("--execute");
        }
        return Sluice.run(folder, arguments.toArray());
    }

    /** The command as the page has it, on this test's files. */
    private static List<Object> arguments(RunningService service, String from) throws Exception {
        String line = Files.readAllLines(Sluice.HOME.resolve("docs/replay.md")).stream()
                .map(String::strip)
                .filter(command -> command.startsWith("./sluice replay "))
                .findFirst()
                .orElseThrow();
        Map<String, Object> names =
                Map.of("books.yaml", Sluice.BOOKS, "kafka:9092", service.bootstrap(), "2026-11-20T00:00:00Z", from);
        List<Object> arguments = new ArrayList<>();
        for (String word : line.substring("./sluice ".length()).split(" ")) {
            arguments.add(names.getOrDefault(word, word));
        }
        return arguments;
    }

    private static void resetByHand(RunningService service) throws Exception {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (int partition = 0; partition < 4; partition++) {
            offsets.put(new TopicPartition("books.xml", partition), new OffsetAndMetadata(0));
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", service.bootstrap()))) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> admin.describeConsumerGroups(List.of("sluice-books"))
                            .all()
                            .get()
                            .get("sluice-books")
                            .members()
                            .isEmpty());
            admin.alterConsumerGroupOffsets("sluice-books", offsets).all().get();
        }
    }

    /** All that is processed, but what each partition wrote last. */
    private void retain(RunningService service, Object... where) throws Exception {
        List<Object> arguments = new ArrayList<>(List.of("retain", "--definition", Sluice.BOOKS));
        arguments.addAll(List.of("--raw", service.raw(), "--processed", processed));
        arguments.addAll(List.of("--keep-days", 0, "--execute", "--json"));
        arguments.addAll(List.of(where));
        var retain = Sluice.run(folder, arguments.toArray());
        assertThat(retain.code()).as(retain.err()).isZero();
        assertThat(retain.out()).containsPattern("\"files\":[1-9]");
    }

    private void assertProven(RunningService service) throws Exception {
        var verify = Sluice.run(
                folder,
                "verify",
                "--definition",
                Sluice.BOOKS,
                "--bootstrap",
                service.bootstrap(),
                "--raw",
                service.raw());
        assertThat(verify.code()).as(verify.out() + verify.err()).isZero();
        var fsck = Sluice.run(folder, "fsck", "--raw", service.raw());
        assertThat(fsck.code()).as(fsck.out() + fsck.err()).isZero();
    }

    private static void send(BookFeed feed) {
        for (int message = 0; message < MESSAGES; message++) {
            feed.send();
        }
        feed.flush();
    }

    private void process(RunningService service, Path definition) throws Exception {
        var batch = Sluice.run(
                folder, "process", "--definition", definition, "--raw", service.raw(), "--processed", processed);
        assertThat(batch.code()).as(batch.err()).isZero();
    }
}
