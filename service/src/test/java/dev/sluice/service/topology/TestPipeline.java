package dev.sluice.service.topology;

import dev.sluice.record.avro.RowSchema;
import dev.sluice.record.definition.RecordDefinition;
import dev.sluice.service.Books;
import dev.sluice.service.dedup.DedupSettings;
import dev.sluice.service.dedup.SharedRocksDb;
import dev.sluice.service.metrics.StreamMeters;
import dev.sluice.service.protection.BreakerSettings;
import dev.sluice.service.protection.InputBreaker;
import dev.sluice.service.protection.InputRate;
import dev.sluice.service.protection.ProtectInput;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.springframework.util.unit.DataSize;

/** The whole topology in memory, for one input partition. */
final class TestPipeline implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-21T10:30:00Z");
    static final TopicNames TOPICS = new TopicNames("books", "books.xml");
    static final int MAX_ROW_BYTES = 4096;
    static final int MAX_RECORD_BYTES = 6 << 20;
    static final Duration RETENTION = Duration.ofDays(7);
    static final DedupSettings DEDUP =
            new DedupSettings(RETENTION, Duration.ofDays(1), DataSize.ofMegabytes(8), DataSize.ofMegabytes(4));

    private static final SharedRocksDb STORES = new SharedRocksDb(DEDUP.memory());

    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RecordDefinition definition;
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> input;
    private final TestInputTopic<byte[], byte[]> rekeyed;
    private final TestOutputTopic<byte[], byte[]> rows;
    private final TestOutputTopic<byte[], byte[]> deadLetters;
    private final TestOutputTopic<String, String> audit;

    TestPipeline(Path stateDir) {
        this(Books.definition(), stateDir);
    }

    TestPipeline(RecordDefinition definition, Path stateDir) {
        this.definition = definition;
        this.driver = new TopologyTestDriver(topology(definition, registry), properties(stateDir), NOW);
        this.input = driver.createInputTopic(
                TOPICS.input(), new ByteArraySerializer(), new ByteArraySerializer(), NOW, Duration.ZERO);
        this.rekeyed = driver.createInputTopic(
                TOPICS.rekey(), new ByteArraySerializer(), new ByteArraySerializer(), NOW, Duration.ZERO);
        this.rows = driver.createOutputTopic(TOPICS.rows(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.deadLetters =
                driver.createOutputTopic(TOPICS.deadLetter(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.audit = driver.createOutputTopic(TOPICS.audit(), new StringDeserializer(), new StringDeserializer());
    }

    static Topology topology(RecordDefinition definition, SimpleMeterRegistry registry) {
        var breaker = new InputBreaker(
                new BreakerSettings(true, 50, Duration.ofMinutes(1), 1000, Duration.ofSeconds(10), 1000), registry);
        return new PipelineTopology(
                        definition,
                        0,
                        TOPICS,
                        4,
                        new TopicLimits(MAX_ROW_BYTES, MAX_RECORD_BYTES),
                        DEDUP,
                        STORES,
                        new StreamMeters(registry),
                        () -> new ProtectInput(breaker, InputRate.of(0)))
                .build();
    }

    private static Properties properties(Path stateDir) {
        return StreamProperties.of(
                TOPICS.application(),
                Map.of("bootstrap.servers", "localhost:1"),
                stateDir,
                MAX_RECORD_BYTES,
                new StreamSettings(1, Duration.ofMillis(100), Duration.ofSeconds(1), 0, DataSize.ofBytes(0)));
    }

    void send(byte[] message) {
        sendAt(NOW, message);
    }

    void sendAt(Instant time, byte[] message) {
        send(null, message, new RecordHeaders(), time);
    }

    void send(byte[] key, byte[] message, Headers headers, Instant time) {
        input.pipeInput(new TestRecord<>(key, message, headers, time));
    }

    /** Puts rows on the re-key topic, as a replay does. */
    void resend(byte[] block) {
        rekeyed.pipeInput(new byte[4], block, NOW);
    }

    List<TestRecord<byte[], byte[]>> rowRecords() {
        return rows.readRecordsToList();
    }

    List<GenericRecord> rows() {
        BinaryMessageDecoder<GenericRecord> decoder =
                new BinaryMessageDecoder<>(GenericData.get(), RowSchema.of(definition));
        return rowRecords().stream()
                .map(row -> {
                    try {
                        return decoder.decode(row.value());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .toList();
    }

    List<String> rowIds() {
        return rows().stream().map(row -> row.get("record_id").toString()).toList();
    }

    List<TestRecord<byte[], byte[]>> deadLetters() {
        return deadLetters.readRecordsToList();
    }

    List<String> deadLetterReasons() {
        return deadLetters().stream()
                .map(letter -> header(letter, "sluice.dead-letter.reason"))
                .toList();
    }

    static String header(TestRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    /** The newest counts by key, after the time that publishing takes. */
    Map<String, String> audit() {
        driver.advanceWallClockTime(Duration.ofSeconds(1));
        return new TreeMap<>(audit.readKeyValuesToMap());
    }

    double counter(String name, String... tags) {
        return registry.get(name).tags(tags).counter().count();
    }

    @Override
    public void close() {
        driver.close();
    }
}
