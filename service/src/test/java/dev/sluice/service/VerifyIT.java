package dev.sluice.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.demo.broker.FreePort;
import dev.sluice.demo.broker.LocalBroker;
import dev.sluice.demo.produce.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The verify command against a real broker, the service as a process, and a RAW zone that someone damages. */
@Timeout(480)
class VerifyIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MESSAGES = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(300);

    @TempDir
    private Path directory;

    private LocalBroker broker;
    private VerifyRun run;

    @BeforeEach
    void startBroker() throws Exception {
        broker = LocalBroker.start(directory.resolve("broker"));
        run = new VerifyRun(broker.bootstrap(), directory.resolve("raw"));
        Topics.create(broker.bootstrap(), "books.xml", 2);
    }

    @Test
    void provesThatNothingIsMissingAndNamesWhatIs() throws Exception {
        try (ServiceProcess first = start()) {
            send();
            await().atMost(PATIENCE).until(() -> !rawFiles().isEmpty());
            send();
            first.kill();
        }
        try (ServiceProcess second = start()) {
            await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(2)).until(() -> {
                int code = run.verify();
                assertThat(code).as(run.text()).isZero();
                return run.text().contains("\"open\":0");
            });
            assertThat(run.text()).contains("\"holds\":true").contains("\"differences\":0");
            second.stop();
            second.exitCode();
        }
        assertThat(run.verify(
                        "--deep",
                        "--prometheus",
                        directory.resolve("verify.prom").toString()))
                .as(run.text())
                .isZero();
        assertThat(directory.resolve("verify.prom"))
                .content()
                .contains("sluice_reconcile_difference{dataset=\"books\"} 0")
                .satisfies(written -> assertThat(MetricsPage.types(written).keySet())
                        .isEqualTo(MetricsPage.read().rows("Verification").keySet()));

        Path file = rawFiles().get(0);
        byte[] whole = Files.readAllBytes(file);
        List<String> rows = rows(file);
        Files.delete(file);
        assertThat(run.verify("--explain")).isEqualTo(1);
        assertThat(run.text()).contains(file.getFileName().toString()).contains("\"type\":\"loss\"");
        assertThat(losses()).containsAll(rows);

        Files.write(file, whole);
        removeOneRow(file);
        assertThat(run.verify("--explain")).isEqualTo(1);
        assertThat(run.text()).contains(file.getFileName().toString());
        assertThat(losses()).contains(rows.get(0)).doesNotContainAnyElementsOf(rows.subList(1, rows.size()));

        Files.write(file, whole);
        assertThat(run.verify()).isZero();
    }

    /** Of ten messages one is malformed and one has a bad record beside a good one; keys come back as duplicates. */
    private void send() {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(clients(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < MESSAGES; i++) {
                byte[] message = switch (i % 10) {
                    case 0 -> "<library>".getBytes(StandardCharsets.UTF_8);
                    case 1 -> Books.library(List.of(Books.book("good-" + i), Books.book("bad-" + i, "-1.00")));
                    default -> Books.message("a-" + i, "b-" + i % 100);
                };
                producer.send(new ProducerRecord<>("books.xml", message));
            }
        }
    }

    private static void removeOneRow(Path file) throws Exception {
        Path shorter = file.resolveSibling(".shorter");
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement()) {
            statement.execute(
                    "COPY (SELECT * FROM read_parquet('" + file + "') OFFSET 1) TO '" + shorter + "' (FORMAT parquet)");
        }
        Files.move(shorter, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    /** Of a file, as {@code partition@offset/record}. */
    private static List<String> rows(Path file) throws Exception {
        List<String> rows = new ArrayList<>();
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement();
                var found = statement.executeQuery("SELECT _kafka_partition || '@' || _kafka_offset || '/' ||"
                        + " _record_index FROM read_parquet('" + file + "')")) {
            while (found.next()) {
                rows.add(found.getString(1));
            }
        }
        return rows;
    }

    /** What was said to be missing, in the same words. */
    private List<String> losses() {
        List<String> losses = new ArrayList<>();
        run.text().lines().filter(line -> line.startsWith("{\"type\":\"loss\"")).forEach(line -> {
            var loss = JSON.readTree(line);
            loss.get("records")
                    .forEach(record -> losses.add(loss.get("partition").asInt() + "@"
                            + loss.get("offset").asLong() + "/" + record.asInt()));
        });
        return losses;
    }

    private List<Path> rawFiles() throws IOException {
        Path data = directory.resolve("raw/books");
        if (!Files.exists(data)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .sorted()
                    .toList();
        }
    }

    private ServiceProcess start() throws Exception {
        return ServiceProcess.books(
                directory,
                broker.bootstrap(),
                FreePort.find(),
                "--set",
                "sluice.kafka.session.timeout.ms=6000",
                "--set",
                "sluice.kafka.heartbeat.interval.ms=1000",
                "--set",
                "sluice.raw.roll.idle=1s");
    }

    private Map<String, Object> clients() {
        return Map.of("bootstrap.servers", broker.bootstrap());
    }
}
