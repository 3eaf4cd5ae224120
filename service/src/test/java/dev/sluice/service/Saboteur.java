package dev.sluice.service;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Makes a message, a dead letter and rows disappear inside a service that knows nothing of it: Kafka's clients load it by
 * name. What is to be lost says so itself.
 */
public final class Saboteur implements ConsumerInterceptor<byte[], byte[]>, ProducerInterceptor<byte[], byte[]> {

    /** Where it goes instead, so that the broker answers as ever. */
    static final String LOST = "books.lost";

    static final String MESSAGE = "lose-message";
    static final String LETTER = "lose-letter";
    static final String REKEYED = "lose-rekeyed";
    static final String ROW = "lose-row";

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> kept = new HashMap<>();
        for (TopicPartition partition : records.partitions()) {
            kept.put(
                    partition,
                    records.records(partition).stream()
                            .filter(record -> !record.topic().equals("books.xml") || !says(record.value(), MESSAGE))
                            .toList());
        }
        return new ConsumerRecords<>(kept, records.nextOffsets());
    }

    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
        boolean lost = record.topic().equals("books.dead-letter") && says(record.value(), LETTER)
                || record.topic().endsWith("-repartition") && says(record.key(), REKEYED)
                || record.topic().equals("books.rows") && says(record.key(), ROW);
        return lost ? new ProducerRecord<>(LOST, 0, record.key(), record.value()) : record;
    }

    private static boolean says(byte[] bytes, String text) {
        return bytes != null && new String(bytes, StandardCharsets.UTF_8).contains(text);
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void onAcknowledgement(RecordMetadata metadata, Exception exception) {}

    @Override
    public void configure(Map<String, ?> configs) {}

    @Override
    public void close() {}
}
