package dev.sluice.service.rawzone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.demo.broker.LocalBroker;
import dev.sluice.service.rawzone.RawSinkState.Phase;
import dev.sluice.service.rawzone.storage.LocalStorage;
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
import org.apache.kafka.clients.admin.RecordsToDelete;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sink against a real broker, on the local file system. */
class RawSinkIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PARTITIONS = 3;

    @TempDir
    static Path brokerDir;

    private static LocalBroker broker;
    private static Admin admin;
    private static int topics;

    @TempDir
    Path directory;

    private final Rows rows = Rows.ofEveryType();
    private final List<RawSink> sinks = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private KafkaProducer<byte[], byte[]> producer;
    private RowsTopic topic;
    private long number;

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
        admin.createTopics(List.of(new NewTopic(topic.topic(), PARTITIONS, (short) 1)
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

    @Test
    void bringsEachCommittedRowIntoRawOnceAndNoAbortedOne() throws Exception {
        commit(500);
        abort(300);
        commit(500);
        abort(100);

        start(settings());

        awaitDrained();
        assertThat(ids()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void continuesWhereTheChainEndsAfterARestart() throws Exception {
        commit(400);
        RawSink first = start(settings());
        awaitDrained();
        first.stop(Duration.ofSeconds(20));
        assertThat(first.state().phase()).isEqualTo(Phase.STOPPED);
        commit(400);

        start(settings());

        awaitDrained();
        assertThat(ids()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void commitsWhatItHasReadWhenItIsStopped() throws Exception {
        commit(200);
        RawSink sink = start(settings().rollingAt(1_000_000, 1 << 30, Duration.ofHours(1), Duration.ofHours(1)));
        await().atMost(PATIENCE).until(() -> unflushedAge() > 0 && unread() == 0);

        sink.stop(Duration.ofSeconds(20));

        assertThat(ids()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(lag()).isZero();
    }

    @Test
    void sharesThePartitionsAmongInstancesThatComeAndGo() throws Exception {
        var small = settings().rollingAt(50, 1 << 20, Duration.ofSeconds(1), Duration.ofMillis(300));
        commit(600);
        RawSink first = start(small);
        commit(600);
        RawSink second = start(small);
        commit(600);
        await().atMost(PATIENCE).until(() -> ids().size() > 600);
        first.stop(Duration.ofSeconds(20));
        commit(600);
        start(small);
        commit(600);
        second.stop(Duration.ofSeconds(20));

        awaitDrained();
        assertThat(ids()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void goesOnFromTheChainWhenTheGroupsOffsetsAreSetBack() throws Exception {
        commit(300);
        RawSink first = start(settings());
        awaitDrained();
        first.stop(Duration.ofSeconds(20));
        for (int partition = 0; partition < PARTITIONS; partition++) {
            admin.alterConsumerGroupOffsets(
                            topic.group(),
                            Map.of(new TopicPartition(topic.topic(), partition), new OffsetAndMetadata(0)))
                    .all()
                    .get();
        }
        commit(300);

        start(settings());

        awaitDrained();
        assertThat(ids()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void refusesToGoOnWhenRetentionHasOvertakenIt() throws Exception {
        commit(300);
        RawSink first = start(settings());
        awaitDrained();
        first.stop(Duration.ofSeconds(20));
        commit(300);
        var partition = new TopicPartition(topic.topic(), 0);
        admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(150)))
                .all()
                .get();

        RawSink sink = start(settings());

        awaitFailure(sink);
        assertThat(sink.state().detail())
                .contains(topic.topic() + "-0", "to 149 are not in RAW yet", "retention has overtaken the sink");
    }

    @Test
    void refusesATopicThatWasDeletedAndCreatedAgain() throws Exception {
        commit(30);
        RawSink first = start(settings());
        awaitDrained();
        first.stop(Duration.ofSeconds(20));
        admin.deleteConsumerGroups(List.of(topic.group())).all().get();
        admin.deleteTopics(List.of(topic.topic())).all().get();
        await().atMost(PATIENCE).until(() -> !admin.listTopics().names().get().contains(topic.topic()));
        admin.createTopics(List.of(new NewTopic(topic.topic(), PARTITIONS, (short) 1)))
                .all()
                .get();

        RawSink sink = start(settings());

        awaitFailure(sink);
        assertThat(sink.state().detail()).contains("the topic was deleted and created again");
    }

    @Test
    void refusesAGroupWithOffsetsWhoseCommitLogIsGone() throws Exception {
        commit(30);
        RawSink first = start(settings());
        awaitDrained();
        first.stop(Duration.ofSeconds(20));

        RawSink sink = start(settings(), directory.resolve("another-raw"));

        awaitFailure(sink);
        assertThat(sink.state().detail()).contains("has committed offset", "but there is no commit log");
    }

    @Test
    void stopsAtARowItCannotReadAndNamesIt() throws Exception {
        commit(30);
        producer.beginTransaction();
        var sent = producer.send(new ProducerRecord<>(topic.topic(), 1, null, new byte[] {1, 2, 3}));
        producer.commitTransaction();

        RawSink sink = start(settings());

        awaitFailure(sink);
        assertThat(sink.state().detail())
                .contains(
                        "not in Avro's single-object encoding",
                        topic.topic() + "-1@" + sent.get().offset());
    }

    private RawSettings settings() {
        return RawSettings.defaults(directory.resolve("local"))
                .rollingAt(100, 1 << 30, Duration.ofSeconds(5), Duration.ofMillis(500));
    }

    private RawSink start(RawSettings settings) {
        return start(settings, raw());
    }

    private RawSink start(RawSettings settings, Path raw) {
        var sink = new RawSink(settings, new LocalStorage(raw), topic, rows.schemas(), meters);
        sinks.add(sink);
        sink.start();
        return sink;
    }

    private void commit(int count) {
        producer.beginTransaction();
        for (int i = 0; i < count; i++) {
            expected.add("id-" + number);
            send();
        }
        producer.commitTransaction();
    }

    private void abort(int count) {
        producer.beginTransaction();
        for (int i = 0; i < count; i++) {
            send();
        }
        producer.flush();
        producer.abortTransaction();
    }

    private void send() {
        int partition = (int) (number % PARTITIONS);
        producer.send(new ProducerRecord<>(topic.topic(), partition, null, rows.row(number)));
        number++;
    }

    private void awaitDrained() {
        await().atMost(PATIENCE).until(() -> {
            sinks.forEach(sink ->
                    assertThat(sink.state().phase()).as(sink.state().detail()).isNotEqualTo(Phase.FAILED));
            return lag() == 0;
        });
    }

    private static void awaitFailure(RawSink sink) {
        await().atMost(PATIENCE).until(() -> sink.state().phase() == Phase.FAILED);
    }

    private List<String> ids() {
        return Files.isDirectory(raw().resolve(topic.dataset())) ? DuckDb.ids(raw(), topic.dataset()) : List.of();
    }

    /** As operators see it: the group's committed offsets behind the ends of the topic. */
    private long lag() throws ExecutionException, InterruptedException {
        var committed = admin.listConsumerGroupOffsets(topic.group())
                .partitionsToOffsetAndMetadata()
                .get();
        long lag = 0;
        for (int partition = 0; partition < PARTITIONS; partition++) {
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

    private double unflushedAge() {
        return meters.get("sluice.sink.oldest.unflushed.age").gauge().value();
    }

    private double unread() {
        return meters.get("sluice.raw.lag").gauge().value();
    }

    private Path raw() {
        return directory.resolve("raw");
    }

    private static Map<String, Object> clients() {
        return Map.of("bootstrap.servers", broker.bootstrap());
    }
}
