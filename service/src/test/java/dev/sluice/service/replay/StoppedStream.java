package dev.sluice.service.replay;

import static org.awaitility.Awaitility.await;

import dev.sluice.service.topology.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What a stream has left in Kafka when it was stopped: topics, counts and offsets, of two input partitions. */
final class StoppedStream {

    static final int MESSAGES = 10;

    final Admin admin;
    final TopicNames names;
    final Map<String, Object> clients;

    StoppedStream(Admin admin, String bootstrap) {
        this.admin = admin;
        this.clients = Map.of("bootstrap.servers", bootstrap);
        String dataset = "books" + UUID.randomUUID().toString().substring(0, 8);
        this.names = new TopicNames(dataset, dataset + ".xml");
    }

    /** Ten messages in each partition of the input, none of them read. */
    StoppedStream before() throws Exception {
        create(names.input(), 2);
        create(names.audit(), 1);
        create(names.epochs(), 1);
        for (int message = 0; message < MESSAGES; message++) {
            send(names.input(), 0, 1000L * message, "m");
            send(names.input(), 1, 1000L * message, "m");
        }
        return this;
    }

    /** All of them read, in an epoch. */
    StoppedStream after(int epoch) throws Exception {
        for (String topic : names.internal()) {
            create(topic, 2);
        }
        commit(names.input(), 0, MESSAGES);
        commit(names.input(), 1, MESSAGES);
        count(epoch, "decode", 0, MESSAGES);
        count(epoch, "decode", 1, MESSAGES);
        return this;
    }

    void create(String topic, int partitions) throws Exception {
        // Retention would delete the messages, which are of 1970, while a test runs.
        NewTopic wanted =
                new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(Map.of("retention.ms", "-1"));
        admin.createTopics(List.of(wanted)).all().get();
        await().until(() -> exists(topic));
    }

    boolean exists(String topic) throws Exception {
        return admin.listTopics().names().get().contains(topic);
    }

    void commit(String topic, int partition, long offset) throws Exception {
        admin.alterConsumerGroupOffsets(
                        names.application(),
                        Map.of(new TopicPartition(topic, partition), new OffsetAndMetadata(offset)))
                .all()
                .get();
    }

    /** As the stream does before it ends its transaction. */
    KafkaProducer<byte[], byte[]> commitInTransaction(int partition, long offset) {
        Map<String, Object> config = new HashMap<>(clients);
        config.put("transactional.id", names.application() + "-1");
        var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
        producer.beginTransaction();
        producer.sendOffsetsToTransaction(
                Map.of(new TopicPartition(names.input(), partition), new OffsetAndMetadata(offset)),
                new ConsumerGroupMetadata(names.application()));
        return producer;
    }

    void forget(String topic, int partition) throws Exception {
        admin.deleteConsumerGroupOffsets(names.application(), Set.of(new TopicPartition(topic, partition)))
                .all()
                .get();
    }

    void deleteMessages(int partition, long before) throws Exception {
        admin.deleteRecords(Map.of(new TopicPartition(names.input(), partition), RecordsToDelete.beforeOffset(before)))
                .all()
                .get();
    }

    void count(int epoch, String stage, int task, long covered) throws Exception {
        send(
                names.audit(),
                0,
                null,
                "{\"epoch\":" + epoch + ",\"stage\":\"" + stage + "\",\"task\":" + task
                        + ",\"partition\":0,\"hour\":1}",
                "{\"messages\":1,\"covered\":" + covered + "}");
    }

    void send(String topic, int partition, Long time, String value) throws Exception {
        send(topic, partition, time, null, value);
    }

    private void send(String topic, int partition, Long time, String key, String value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(clients, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, partition, time, bytes(key), bytes(value)))
                    .get();
        }
    }

    /** An instance, as far as the group can tell. */
    KafkaConsumer<byte[], byte[]> instance() {
        Map<String, Object> config = new HashMap<>(clients);
        config.put("group.id", names.application());
        config.put("client.id", "an-instance");
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(List.of(names.input()));
        await().until(() -> {
            consumer.poll(Duration.ofMillis(100));
            return !consumer.assignment().isEmpty();
        });
        return consumer;
    }

    long committed(int partition) throws Exception {
        return admin.listConsumerGroupOffsets(names.application())
                .partitionsToOffsetAndMetadata()
                .get()
                .get(new TopicPartition(names.input(), partition))
                .offset();
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
