package dev.sluice.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.demo.broker.FreePort;
import dev.sluice.demo.broker.LocalBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Kafka Streams cannot retry ends the process, so that something restarts it or somebody looks. */
@Timeout(300)
class FatalErrorIT {

    private static final String REKEY = "sluice-books-rows-by-key-repartition";

    @TempDir
    private Path directory;

    @Test
    void endsTheProcessWithTheReason() throws Exception {
        try (LocalBroker broker = LocalBroker.start(directory.resolve("broker"))) {
            putARecordOfAnotherRelease(Map.of("bootstrap.servers", broker.bootstrap()));

            try (ServiceProcess service = ServiceProcess.books(directory, broker.bootstrap(), FreePort.find())) {
                assertThat(service.exitCode()).isEqualTo(1);
                assertThat(service.output())
                        .contains("The stream stops: Invalid version of a re-key record: 9")
                        .containsPattern("\nCannot go on: .*\n?$");
            }
        }
    }

    @Test
    void asksForARestartWhenItsSinkHasFailedForLong() throws Exception {
        int port = FreePort.find();
        try (LocalBroker broker = LocalBroker.start(directory.resolve("broker"))) {
            putARowThatIsNone(Map.of("bootstrap.servers", broker.bootstrap()));

            try (ServiceProcess service = ServiceProcess.books(
                    directory,
                    broker.bootstrap(),
                    port,
                    "--set",
                    "sluice.liveness.patience=5s",
                    "--set",
                    "sluice.stream.close-timeout=5s")) {
                await().atMost(Duration.ofSeconds(120))
                        .ignoreExceptions()
                        .untilAsserted(() -> assertThat(ServiceProcess.get(port, "/actuator/health"))
                                .containsPattern(
                                        "\"rawSink\":\\{\"details\":\\{\"state\":\"FAILED\",\"detail\":\"[^\"]*books.rows-0@0")
                                .containsPattern("\"rawSinkAlive\":\\{\"details\":\\{[^}]*},\"status\":\"DOWN\"")
                                .containsPattern("\"streamAlive\":\\{\"details\":\\{[^}]*},\"status\":\"UP\""));
                assertThat(ServiceProcess.get(port, "/actuator/health/liveness"))
                        .contains("\"status\":\"DOWN\"");

                broker.close();
                service.stop();
                service.exitCode(); // in time, though no transaction can be finished
            }
        }
    }

    private static void putARowThatIsNone(Map<String, Object> clients) throws Exception {
        try (Admin admin = Admin.create(clients)) {
            admin.createTopics(List.of(
                            new NewTopic("books.xml", Optional.of(1), Optional.empty()), withBrokerTime("books.rows")))
                    .all()
                    .get();
        }
        put(clients, new ProducerRecord<>("books.rows", 0, new byte[] {1}, new byte[] {9, 0}));
    }

    private static NewTopic withBrokerTime(String topic) {
        return new NewTopic(topic, Optional.of(4), Optional.empty())
                .configs(Map.of("message.timestamp.type", "LogAppendTime"));
    }

    private static void put(Map<String, Object> clients, ProducerRecord<byte[], byte[]> message) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(clients, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(message).get();
        }
    }

    private static void putARecordOfAnotherRelease(Map<String, Object> clients) throws Exception {
        try (Admin admin = Admin.create(clients)) {
            admin.createTopics(
                            List.of(new NewTopic("books.xml", Optional.of(1), Optional.empty()), withBrokerTime(REKEY)))
                    .all()
                    .get();
        }
        put(clients, new ProducerRecord<>(REKEY, new byte[] {1}, new byte[] {9, 0}));
    }
}
