package dev.sluice.demo.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerIT {

    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);

    @TempDir
    private Path directory;

    @Test
    void keepsCommittedTransactionsThroughKillAndRestart() throws Exception {
        try (var broker = LocalBroker.start(directory)) {
            try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
                admin.createTopics(List.of(new NewTopic(ORDERS.topic(), 1, (short) 1)))
                        .all()
                        .get();
            }
            sendInTransaction(broker, "one");

            broker.kill();
            assertThat(broker.isRunning()).isFalse();
            broker.start();
            sendInTransaction(broker, "two");

            assertThat(readCommitted(broker, 2)).containsExactly("one", "two");
        }
    }

    @Test
    void isGoneAfterStop() throws Exception {
        var broker = LocalBroker.start(directory);

        broker.close();

        assertThat(broker.isRunning()).isFalse();
        assertThat(broker.log()).isNotEmptyFile();
    }

    private static void sendInTransaction(LocalBroker broker, String value) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.bootstrap(), "transactional.id", "test", "linger.ms", 0);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(ORDERS.topic(), value.getBytes(StandardCharsets.UTF_8)));
            producer.commitTransaction();
        }
    }

    private static List<String> readCommitted(LocalBroker broker, int count) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.bootstrap(), "isolation.level", "read_committed");
        var values = new java.util.ArrayList<String>();
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(ORDERS));
            consumer.seekToBeginning(List.of(ORDERS));
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (values.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(message -> values.add(new String(message.value(), StandardCharsets.UTF_8)));
            }
        }
        return values;
    }
}
