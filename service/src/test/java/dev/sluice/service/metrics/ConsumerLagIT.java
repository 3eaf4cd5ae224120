package dev.sluice.service.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.demo.broker.LocalBroker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What one instance tells of the others. */
@Timeout(120)
class ConsumerLagIT {

    private static final String GROUP = "sluice-books";
    private static final String TOPIC = "books.xml";

    @TempDir
    private Path directory;

    @Test
    void tellsOfPartitionsWhoseInstanceIsDead() throws Exception {
        try (LocalBroker broker = LocalBroker.start(directory)) {
            Map<String, Object> clients = Map.of("bootstrap.servers", broker.bootstrap());
            create(clients);
            send(clients, 0, 5);
            readAllAndDie(clients);
            send(clients, 0, 7);
            send(clients, 1, 3);

            var meters = new SimpleMeterRegistry();
            try (var lag = new ConsumerLag(Map.of(GROUP, List.of(TOPIC)), clients, Duration.ofMillis(200), meters)) {
                lag.start();
                await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                    assertThat(lag(meters, 0)).isEqualTo(7);
                    assertThat(lag(meters, 1)).isEqualTo(3);
                });
                send(clients, 1, 1);
                await().atMost(Duration.ofSeconds(60)).until(() -> lag(meters, 1) == 4);
            }
        }
    }

    private static double lag(SimpleMeterRegistry meters, int partition) {
        Gauge gauge = meters.find("sluice.consumer.lag")
                .tags("group", GROUP, "topic", TOPIC, "partition", Integer.toString(partition))
                .gauge();
        return gauge == null ? Double.NaN : gauge.value();
    }

    private static void create(Map<String, Object> clients) throws Exception {
        try (Admin admin = Admin.create(clients)) {
            admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(2), Optional.empty())))
                    .all()
                    .get();
        }
    }

    private static void send(Map<String, Object> clients, int partition, int messages) {
        try (var producer = new KafkaProducer<>(clients, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < messages; i++) {
                producer.send(new ProducerRecord<>(TOPIC, partition, null, new byte[] {1}));
            }
        }
    }

    /** Leaves the group a member that never answers again. */
    private static void readAllAndDie(Map<String, Object> clients) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                clients.get("bootstrap.servers"),
                "group.id",
                GROUP,
                "group.instance.id",
                "dead",
                "auto.offset.reset",
                "earliest");
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            int read = 0;
            while (read < 5) {
                read += consumer.poll(Duration.ofMillis(100)).count();
            }
            consumer.commitSync();
        }
    }
}
