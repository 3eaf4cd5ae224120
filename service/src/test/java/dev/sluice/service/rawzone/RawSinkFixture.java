package dev.sluice.service.rawzone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.demo.broker.LocalBroker;
import dev.sluice.service.rawzone.RawSinkState.Phase;
import dev.sluice.service.rawzone.storage.LocalStorage;
import dev.sluice.service.rawzone.storage.RawStorage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Sinks against a real broker, with a topic, a transactional producer and a RAW zone of each test's own. */
abstract class RawSinkFixture {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path brokerDir;

    static LocalBroker broker;
    static Admin admin;
    private static int topics;

    @TempDir
    Path directory;

    final Rows rows = Rows.ofEveryType();
    final List<RawSink> sinks = new ArrayList<>();
    final List<String> expected = new ArrayList<>();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    KafkaProducer<byte[], byte[]> producer;
    RowsTopic topic;
    long number;

    @BeforeAll
    static void startBroker() throws IOException {
        broker = LocalBroker.start(brokerDir);
        admin = Admin.create(clients());
    }

    @AfterAll
    static void stopBroker() {
        admin.close();
        broker.close();
    }

    @BeforeEach
    void createTopic() throws Exception {
        String dataset = "things" + ++topics;
        topic = RowsTopic.of(dataset, clients());
        admin.createTopics(List.of(new NewTopic(topic.topic(), partitions(), (short) 1)
                        .configs(Map.of("message.timestamp.type", "LogAppendTime"))))
                .all()
                .get();
        var config = new HashMap<>(clients());
        config.put("transactional.id", dataset);
        producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
    }

    @AfterEach
    void stopSinks() {
        sinks.forEach(sink -> sink.stop(Duration.ofSeconds(20)));
        producer.close();
    }

    int partitions() {
        return 3;
    }

    RawSettings settings() {
        return RawSettings.defaults(directory.resolve("local"))
                .rollingAt(100, 1 << 30, Duration.ofSeconds(5), Duration.ofMillis(500));
    }

    RawSink start(RawSettings settings) {
        return start(settings, new LocalStorage(raw()));
    }

    RawSink start(RawSettings settings, RawStorage storage) {
        return start(new RawSink(settings, storage, topic, rows.schemas(), meters));
    }

    RawSink start(RawSink sink) {
        sinks.add(sink);
        sink.start();
        return sink;
    }

    void commit(int count) {
        producer.beginTransaction();
        for (int i = 0; i < count; i++) {
            expected.add("id-" + number);
            send();
        }
        producer.commitTransaction();
    }

    void abort(int count) {
        producer.beginTransaction();
        for (int i = 0; i < count; i++) {
            send();
        }
        producer.flush();
        producer.abortTransaction();
    }

    void send() {
        send(rows.row(number));
    }

    void send(byte[] row) {
        int partition = (int) (number % partitions());
        producer.send(new ProducerRecord<>(topic.topic(), partition, null, row));
        number++;
    }

    void awaitDrained() {
        await().atMost(PATIENCE).until(() -> {
            sinks.forEach(sink ->
                    assertThat(sink.state().phase()).as(sink.state().detail()).isNotEqualTo(Phase.FAILED));
            return lag() == 0;
        });
    }

    void awaitRows() {
        await().atMost(PATIENCE).until(() -> ids().size() >= expected.size());
    }

    static void awaitFailure(RawSink sink) {
        await().atMost(PATIENCE).until(() -> sink.state().phase() == Phase.FAILED);
    }

    List<String> ids() {
        return Files.isDirectory(raw().resolve(topic.dataset())) ? DuckDb.ids(raw(), topic.dataset()) : List.of();
    }

    /** As operators see it: the group's committed offsets behind the ends of the topic. */
    long lag() throws ExecutionException, InterruptedException {
        var committed = admin.listConsumerGroupOffsets(topic.group())
                .partitionsToOffsetAndMetadata()
                .get();
        long lag = 0;
        for (int partition = 0; partition < partitions(); partition++) {
            var key = new TopicPartition(topic.topic(), partition);
            long end = admin.listOffsets(
                            Map.of(key, OffsetSpec.latest()), new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .partitionResult(key)
                    .get()
                    .offset();
            lag += end
                    - Optional.ofNullable(committed.get(key))
                            .map(OffsetAndMetadata::offset)
                            .orElse(0L);
        }
        return lag;
    }

    long openFiles() throws IOException {
        try (var files = Files.walk(directory.resolve("local"))) {
            return files.filter(file -> file.toString().endsWith(".inprogress")).count();
        }
    }

    double unflushedAge() {
        return meters.get("sluice.sink.oldest.unflushed.age").gauge().value();
    }

    double unread() {
        return meters.get("sluice.raw.lag").gauge().value();
    }

    Path raw() {
        return directory.resolve("raw");
    }

    static Map<String, Object> clients() {
        return Map.of("bootstrap.servers", broker.bootstrap());
    }
}
