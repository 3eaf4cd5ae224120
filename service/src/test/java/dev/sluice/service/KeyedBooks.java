package dev.sluice.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.demo.proof.CommittedRecords;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Many valid books, known by their keys: sent, and awaited as rows. */
final class KeyedBooks {

    static final int A_MESSAGE = 10;

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private KeyedBooks() {}

    /** One record for each key, in their order. */
    static void send(String bootstrap, List<String> keys) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < keys.size(); i += A_MESSAGE) {
                String[] ids = keys.subList(i, i + A_MESSAGE).toArray(String[]::new);
                producer.send(new ProducerRecord<>("books.xml", Books.message(ids)));
            }
        }
    }

    /** Waits until so many were counted, and has seen each row's key once then. */
    static void awaitOnceEach(String bootstrap, long rows, long duplicates) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(AuditSums.read(bootstrap))
                        .containsEntry("rows", rows)
                        .containsEntry("duplicates", duplicates));
        List<String> keys = new ArrayList<>();
        CommittedRecords.read(bootstrap, "books.rows", row -> keys.add(new String(row.key(), StandardCharsets.UTF_8)));
        assertThat(keys).hasSize((int) rows).doesNotHaveDuplicates();
    }
}
