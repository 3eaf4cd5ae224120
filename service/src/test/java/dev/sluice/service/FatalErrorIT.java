package dev.sluice.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.demo.broker.FreePort;
import dev.sluice.demo.broker.LocalBroker;
import java.nio.file.Path;
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
@Timeout(90)
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
                        .contains("The stream stops: Invalid re-key record version: 9")
                        .containsPattern("\nCannot go on: .*\n?$");
            }
        }
    }

    private static void putARecordOfAnotherRelease(Map<String, Object> clients) throws Exception {
        try (Admin admin = Admin.create(clients);
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(clients, new ByteArraySerializer(), new ByteArraySerializer())) {
            admin.createTopics(List.of(
                            new NewTopic("books.xml", Optional.of(1), Optional.empty()),
                            new NewTopic(REKEY, Optional.of(4), Optional.empty())
                                    .configs(Map.of("message.timestamp.type", "LogAppendTime"))))
                    .all()
                    .get();
            producer.send(new ProducerRecord<>(REKEY, new byte[] {1}, new byte[] {9, 0}))
                    .get();
        }
    }
}
