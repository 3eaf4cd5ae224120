package dev.sluice.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.demo.broker.FreePort;
import dev.sluice.demo.broker.LocalBroker;
import dev.sluice.demo.produce.Topics;
import dev.sluice.demo.proof.CommittedRecords;
import dev.sluice.record.avro.RowSchema;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service as a process against a real broker, up to the rows topic. */
@Timeout(480)
class StreamIT {

    private static final int MESSAGES = 3000;
    private static final String SECRET = "xyzzy-plugh";
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    @TempDir
    private Path directory;

    private LocalBroker broker;
    private int port;
    private int sent;

    @BeforeEach
    void startBroker() throws Exception {
        broker = LocalBroker.start(directory.resolve("broker"));
        port = FreePort.find();
        Topics.create(broker.bootstrap(), "books.xml", 2);
    }

    @AfterEach
    void stopBroker() {
        broker.close();
    }

    @Test
    void bringsEachRecordOnceThroughAKillInTheMiddle() throws Exception {
        try (ServiceProcess first = start()) {
            send(MESSAGES);
            await().atMost(PATIENCE).until(() -> count("books.rows") > 0);
            for (String closed : List.of("env", "configprops", "beans", "heapdump", "loggers", "metrics")) {
                assertThat(ServiceProcess.get(port, "/actuator/" + closed)).contains("\"status\":404");
            }
            send(MESSAGES);
            first.kill();
        }
        send(MESSAGES);
        sendWhatIsAborted();
        try (ServiceProcess second = start("--verbose", "--set", "management.endpoints.web.exposure.include=*")) {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(sums())
                            .containsEntry("messages", (long) sent)
                            .containsEntry("accounted", sums().get("accepted")));

            List<ConsumerRecord<byte[], byte[]>> rows = read("books.rows");
            assertThat(rows).extracting(StreamIT::key).doesNotHaveDuplicates();
            assertThat(new HashSet<>(rows.stream().map(StreamIT::key).toList())).isEqualTo(expectedIds());
            long schema = RowSchema.fingerprint(RowSchema.of(Books.definition()));
            assertThat(rows).allSatisfy(row -> {
                assertThat(row.partition()).isEqualTo(Utils.toPositive(Utils.murmur2(row.key())) % 4);
                assertThat(row.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
                assertThat(fingerprint(row.value())).isEqualTo(schema);
            });
            assertThat(read("books.definitions"))
                    .singleElement()
                    .satisfies(published -> assertThat(key(published)).isEqualTo(String.format("%016x", schema)));
            assertThat(read("books.dead-letter")).hasSize(sent / 10);
            assertThat(sums())
                    .containsEntry("rows", (long) rows.size())
                    .containsEntry("malformed", sent / 10L)
                    .containsEntry("tombstones", sent / 10L);

            assertThat(ServiceProcess.status(port, "/actuator/health/readiness"))
                    .isEqualTo(200);
            // Behind the last row are the markers of transactions; they are nobody's lag.
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(lags(scrape()))
                            .hasSize(2 + 4 + 4)
                            .allSatisfy((partition, lag) -> assertThat(lag).isZero()));
            await().atMost(PATIENCE).untilAsserted(() -> MetricsPage.read().tellsOf(scrape()));
            assertThat(value(scrape(), "sluice_end_to_end_seconds_count")).isPositive();
            assertThat(ServiceProcess.get(port, "/actuator/info")).contains("\"version\":\"0.", "\"commit\":");

            tellsNoSecretToWhoeverAsks();

            second.stop();
            second.exitCode();
            assertThat(second.output())
                    .contains("sasl.jaas.config = [hidden]")
                    .doesNotContain(SECRET)
                    .doesNotContain("The stream stops")
                    .doesNotContain("The RAW sink has stopped");
            logsInJson(second.output());
        }
    }

    /** Even where all endpoints are open on the network. */
    private void tellsNoSecretToWhoeverAsks() throws Exception {
        assertThat(ServiceProcess.get(port, "/actuator/env")).contains("sluice.kafka.sasl.jaas.config");
        for (String endpoint : List.of(
                "env",
                "env/sluice.kafka.sasl.jaas.config",
                "env/sun.java.command",
                "configprops",
                "beans",
                "heapdump",
                "threaddump",
                "loggers",
                "info",
                "health",
                "prometheus")) {
            assertThat(ServiceProcess.get(port, "/actuator/" + endpoint))
                    .as(endpoint)
                    .doesNotContain(SECRET);
        }
    }

    private static void logsInJson(String output) {
        JsonMapper json = JsonMapper.builder(JsonFactory.builder()
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build())
                .build();
        List<JsonNode> lines = output.lines().map(json::readTree).toList();
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.path("@timestamp").asString()).isNotEmpty();
            assertThat(line.path("level").asString()).isNotEmpty();
            assertThat(line.path("message").asString()).isNotEmpty();
        });
        assertThat(lines)
                .filteredOn(line -> line.path("message").asString().startsWith("Committed "))
                .isNotEmpty()
                .allSatisfy(line -> {
                    assertThat(line.path("dataset").asString()).isEqualTo("books");
                    assertThat(line.path("topic").asString()).isEqualTo("books.rows");
                    assertThat(line.path("partition").isIntegralNumber()).isTrue();
                    assertThat(line.path("next").asLong())
                            .isGreaterThan(line.path("start").asLong());
                });
    }

    private ServiceProcess start(String... more) throws Exception {
        return ServiceProcess.books(directory, broker.bootstrap(), port, options(more));
    }

    private static String[] options(String... more) {
        List<String> options = new ArrayList<>(List.of(
                // The group waits this long for a killed member.
                "--set",
                "sluice.kafka.session.timeout.ms=6000",
                "--set",
                "sluice.kafka.heartbeat.interval.ms=1000",
                "--set",
                "sluice.raw.roll.idle=1s",
                "--set",
                "sluice.lag.interval=1s",
                "--set",
                "logging.structured.format.console=logstash",
                // Nothing uses them on a line without encryption, but every client has them.
                "--set",
                "sluice.kafka.ssl.truststore.password=" + SECRET,
                "--set",
                "sluice.kafka.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required"
                        + " username=\"a\" password=\"" + SECRET + "\";"));
        options.addAll(List.of(more));
        return options.toArray(String[]::new);
    }

    /** Of ten messages one is malformed and one a tombstone; each other has a new record and one that is repeated. */
    private void send(int messages) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(clients(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int end = sent + messages; sent < end; sent++) {
                byte[] value = switch (sent % 10) {
                    case 0 -> "<library>".getBytes(StandardCharsets.UTF_8);
                    case 1 -> null;
                    default -> Books.message("new-" + sent, "repeated-" + sent % 100);
                };
                producer.send(new ProducerRecord<>("books.xml", value));
            }
        }
    }

    private void sendWhatIsAborted() {
        Map<String, Object> transactional = new HashMap<>(clients());
        transactional.put("transactional.id", "producer-of-books");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(transactional, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("books.xml", 0, null, Books.message("aborted")));
            producer.send(new ProducerRecord<>("books.xml", 1, null, Books.message("aborted")));
            producer.flush();
            producer.abortTransaction();
        }
    }

    private String scrape() throws Exception {
        return ServiceProcess.get(port, "/actuator/prometheus");
    }

    private static Map<String, Double> lags(String scraped) {
        return Pattern.compile("(?m)^sluice_consumer_lag\\{(.*)} (\\S+)$")
                .matcher(scraped)
                .results()
                .collect(Collectors.toMap(series -> series.group(1), series -> Double.parseDouble(series.group(2))));
    }

    private static double value(String scraped, String series) {
        Matcher value = Pattern.compile("(?m)^" + series + "\\{.*} (\\S+)$").matcher(scraped);
        assertThat(value.find()).as(series).isTrue();
        return Double.parseDouble(value.group(1));
    }

    private Set<String> expectedIds() {
        Set<String> ids = new HashSet<>();
        IntStream.range(0, sent).filter(i -> i % 10 > 1).forEach(i -> {
            ids.add("new-" + i);
            ids.add("repeated-" + i % 100);
        });
        return ids;
    }

    private Map<String, Long> sums() {
        return AuditSums.read(broker.bootstrap());
    }

    private int count(String topic) {
        return read(topic).size();
    }

    private List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        CommittedRecords.read(broker.bootstrap(), topic, records::add);
        return records;
    }

    private Map<String, Object> clients() {
        return Map.of("bootstrap.servers", broker.bootstrap());
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8);
    }

    private static long fingerprint(byte[] row) {
        return ByteBuffer.wrap(row).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
    }
}
