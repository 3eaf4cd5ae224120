package dev.sluice.service;

import dev.sluice.record.avro.Arrival;
import dev.sluice.record.avro.Lineage;
import dev.sluice.service.decode.EncodedRow;
import dev.sluice.service.rekey.RekeyedRow;
import dev.sluice.service.rekey.RowBlock;
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
        if (record.topic().endsWith("-repartition")) {
            return new ProducerRecord<>(
                    record.topic(), record.partition(), record.key(), withoutTheLostRow(record.value()));
        }
        boolean lost = record.topic().equals("books.dead-letter") && says(record.value(), LETTER)
                || record.topic().equals("books.rows") && says(record.key(), ROW);
        return lost ? new ProducerRecord<>(LOST, 0, record.key(), record.value()) : record;
    }

    private static byte[] withoutTheLostRow(byte[] block) {
        RowBlock kept = new RowBlock();
        for (RekeyedRow row : RowBlock.read(block)) {
            if (!says(row.key(), REKEYED)) {
                kept.add(
                        new Lineage(row.partition(), row.offset(), 0, row.hour(), 0),
                        new EncodedRow(row.index(), row.key(), row.bytes(), new Arrival(Arrival.Kind.UNKNOWN, 0)));
            }
        }
        return kept.take();
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
